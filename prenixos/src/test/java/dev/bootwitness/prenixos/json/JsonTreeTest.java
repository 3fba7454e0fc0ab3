package dev.bootwitness.prenixos.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    String text =
        """
        {
          "text": "a \\"quote\\", a \\\\ and \\u00e9",
          "number": -12,
          "truth": true,
          "nothing": null,
          "items": [
            1,
            {}
          ],
          "empty": []
        }
        """;

    assertThat(JsonTreeWriter.write(JsonTreeReader.read(text))).isEqualTo(text);
  }

  @Test
  void numbersAndTruthsMayStandInQuotes() {
    JsonTree tree = JsonTreeReader.read("{\"size\": \"42\", \"ro\": \"1\", \"part\": 1.9e0}");

    assertThat(tree.number("size")).isEqualTo(42);
    assertThat(tree.truth("ro")).isTrue();
    assertThat(tree.number("part")).isEqualTo(1);
    assertThat(tree.text("missing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "[1 2]",
        "tru",
        "\"\\x\"",
        "\"a\nb\"",
        "1234567890123456789012",
        "{} {}",
        "-"
      })
  void whatIsNoJsonIsRefusedWithItsPlace(String text) {
    assertThatThrownBy(() -> JsonTreeReader.read(text))
        .isInstanceOf(JsonFault.class)
        .hasMessageStartingWith("JSON, character ");
  }

  @Test
  void aTreeOfAnyDepthDoesNotExhaustTheStack() {
    assertThatThrownBy(() -> JsonTreeReader.read("[".repeat(100_000)))
        .isInstanceOf(JsonFault.class)
        .hasMessageContaining("levels");
  }
}
