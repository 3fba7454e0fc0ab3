package dev.bootwitness.base.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrustedYamlTest {

  @Test
  void jsonAndYamlAreRead() {
    Map<String, List<Integer>> value = Map.of("a", List.of(1, 2));

    assertThat(UntrustedYaml.read("{\"a\": [1, 2]}", 100)).contains(value);
    assertThat(UntrustedYaml.read("a:\n- 1\n- 2\n", 100)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "{[", "a: b: c", "- 'x", "\u0007", "a: &a [*a, *b]"})
  void whatIsNoDocumentIsNothing(String text) {
    assertThat(UntrustedYaml.read(text, 100)).isEmpty();
  }

  @Test
  void aDocumentBeyondTheBoundsIsNothing() {
    assertThat(UntrustedYaml.read("[]" + " ".repeat(99), 100)).isEmpty();
    assertThat(UntrustedYaml.read("[".repeat(50) + "]".repeat(50), 100)).isPresent();
    assertThat(UntrustedYaml.read("[".repeat(51) + "]".repeat(51), 200)).isEmpty();
    assertThat(UntrustedYaml.read("[".repeat(200_000), 200_000)).isEmpty();
    assertThat(UntrustedYaml.read("- ".repeat(100_000), 200_000)).isEmpty();
  }
}
