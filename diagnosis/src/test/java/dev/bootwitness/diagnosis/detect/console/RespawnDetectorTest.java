package dev.bootwitness.diagnosis.detect.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespawnDetectorTest {

  private static List<String> feed(String text, int times, double apart) {
    RespawnDetector detector = new RespawnDetector();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      detector.line(i * apart, text).ifPresent(f -> found.add(f.finding().cause()));
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "can't run '/sbin/agetty': No such file or directory",
        "INIT: Id \"s0\" respawning too fast: disabled for 5 minutes",
        "Debian GNU/Linux 12 debian ttyS0",
        "Spark of Bootwitness on /dev/ttyS0"
      })
  void whatStartsAgainAndAgainIsToldOnce(String text) {
    assertThat(feed(text, 20, 1)).containsExactly("console/no-getty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting for the network", "ttyS0: LSR safety check engaged!"})
  void anotherLineMayBeRepeated(String text) {
    assertThat(feed(text, 20, 1)).isEmpty();
  }

  @Test
  void aBannerThatComesTwiceOrInOneBurstIsNone() {
    assertThat(feed("Debian GNU/Linux 12 debian ttyS0", 3, 5)).isEmpty();
    assertThat(feed("Debian GNU/Linux 12 debian ttyS0", 8, 0.1)).isEmpty();
  }
}
