package dev.bootwitness.console.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeKeyTest {

  /** {@code ]} stands for Ctrl-]; each use is shown by its first letter. */
  @ParameterizedTest
  @CsvSource({
    "q?, TT",
    "a]q, TDQ",
    "]Q, DQ",
    "]?q, DHT",
    "]]q, DTT",
    "]zq, DDT",
    "]]]q, DTDQ",
    "ä]q, TTDQ"
  })
  void controlBracketAndTheKeyAfterItAreForTheProgram(String typed, String uses) {
    EscapeKey escape = new EscapeKey();
    StringBuilder seen = new StringBuilder();
    for (byte key : typed.replace(']', '\035').getBytes(StandardCharsets.UTF_8)) {
      seen.append(escape.take(key).name().charAt(0));
    }
    assertThat(seen).hasToString(uses);
  }
}
