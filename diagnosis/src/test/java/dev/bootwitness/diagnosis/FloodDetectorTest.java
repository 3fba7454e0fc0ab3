package dev.bootwitness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FloodDetectorTest {

  private final FloodDetector detector = new FloodDetector();

  private List<Finding> lines(int perSecond, int seconds, IntFunction<String> text) {
    List<Finding> found = new ArrayList<>();
    for (int i = 0; i < perSecond * seconds; i++) {
      Optional<Findings> made =
          detector.line(
              100 + i / (double) perSecond,
              Stage.USERSPACE,
              new Event.ConsoleLine(i + 1, i * 40L, text.apply(i)));
      made.map(Findings::finding).ifPresent(found::add);
    }
    return found;
  }

  @Test
  void theSameLineManyTimesASecondIsAFloodAndToldOnce() {
    List<Finding> found =
        lines(200, 20, i -> "[  %3d.000001] ata1: link %d down".formatted(i / 200, i));

    assertThat(found)
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.cause()).isEqualTo("console/flooded");
          assertThat(finding.quote()).contains("ata1: link");
          assertThat(finding.line()).isPositive();
        });
  }

  @Test
  void aFastLogSaysSomethingElseInEachLine() {
    assertThat(lines(500, 20, i -> "unit-" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26)))
        .isEmpty();
  }

  @Test
  void aChattyDriverIsNoFlood() {
    assertThat(lines(20, 60, _ -> "ata1: link down")).isEmpty();
  }

  @Test
  void aShortBurstIsNoFlood() {
    assertThat(lines(1000, 2, _ -> "retrying")).isEmpty();
  }
}
