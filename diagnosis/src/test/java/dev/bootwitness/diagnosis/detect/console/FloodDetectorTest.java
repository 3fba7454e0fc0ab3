package dev.bootwitness.diagnosis.detect.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class FloodDetectorTest {

  private static Optional<FindingBuilder> feed(
      int seconds, int linesASecond, IntFunction<String> text) {
    var detector = new FloodDetector();
    Optional<FindingBuilder> found = Optional.empty();
    for (int i = 0; i < seconds * linesASecond && found.isEmpty(); i++) {
      found = detector.line(30 + (double) i / linesASecond, text.apply(i));
    }
    return found;
  }

  @Test
  void theSameLineWithoutEndIsAFlood() {
    assertThat(feed(15, 200, i -> "usb 1-1: device not accepting address " + i + ", error -71"))
        .hasValueSatisfying(found -> {
          assertThat(found.finding().cause()).isEqualTo("console/flooded");
          assertThat(found.finding().detail()).contains("1001 lines came in 5 s, 100 %");
        });
  }

  @Test
  void oneThatGoesOnIsToldAgain() {
    var detector = new FloodDetector();
    var found = new ArrayList<String>();
    for (int i = 0; i < 12 * 200; i++) {
      detector.line(i / 200.0, "the same").ifPresent(f -> found.add(f.finding().detail()));
      assertThat(detector.goesOn()).isEqualTo(found.size() > 1);
    }
    assertThat(found).hasSize(2);
    assertThat(found.getLast()).endsWith("and more follow");
  }

  @Test
  void aTalkativeBootBeforeItDoesNotHideIt() {
    assertThat(
            feed(15, 200, i -> i < 400 ? "x".repeat(i % 50 + 1) + "y".repeat(i / 50) : "the same"))
        .isPresent();
  }

  @Test
  void aBurstIsNone() {
    assertThat(feed(4, 2000, i -> "the same")).isEmpty();
  }

  @Test
  void aTalkativeBootIsNone() {
    assertThat(feed(60, 300, i -> "kind " + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26)))
        .isEmpty();
  }

  @Test
  void aSlowRepetitionIsNone() {
    assertThat(feed(300, 20, i -> "the same")).isEmpty();
  }
}
