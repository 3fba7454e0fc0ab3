package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitEndingTest {

  @ParameterizedTest
  @CsvSource({
    "exit-code, 1, 3, exit status 3",
    "exit-code, 1, 203, exit status 203/EXEC",
    "signal, 2, 11, killed by signal 11",
    "core-dump, 3, 6, 'result core-dump, killed by signal 6 with a core dump'",
    "timeout, 2, 15, 'result timeout, killed by signal 15'",
    "start-limit-hit, 1, 1, 'result start-limit-hit, exit status 1'",
    "resources, 0, 0, result resources",
    "protocol, 1, 0, result protocol"
  })
  void whatSystemdSaysOfItsEndIsPutIntoWords(
      String result, String code, String status, String words) {
    assertThat(UnitEnding.words(result, code, status)).isEqualTo(words);
  }
}
