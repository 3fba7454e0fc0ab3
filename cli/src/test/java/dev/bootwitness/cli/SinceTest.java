package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20,2026-11-20T00:00:00Z",
    "2026-11-20T07:00:00Z,2026-11-20T07:00:00Z",
    "90m,2026-11-22T13:30:00Z",
    "12h,2026-11-22T03:00:00Z",
    "7d,2026-11-15T15:00:00Z"
  })
  void aTimeIsADateAMomentOrHowLongAgo(String text, Instant expected) {
    assertThat(Since.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "7", "d", "2026-13-01", "99999999999d"})
  void anythingElseIsRefusedWithExamples(String text) {
    assertThatThrownBy(() -> Since.parse(text, NOW)).hasMessageContaining("Write e.g. 2026-11-22");
  }
}
