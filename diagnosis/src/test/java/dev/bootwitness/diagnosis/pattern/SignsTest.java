package dev.bootwitness.diagnosis.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.base.yaml.DataFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SignsTest {
  private static final String TWO =
      """
      words:
        end: [bye, 'so long']
      signs:
        - id: leave
          pattern: '^%{end}$'
        - id: stay
          pattern: [here, 'on (\\w+)']
      """;

  @Test
  void aSignIsAnyOfItsPatterns() {
    Map<String, LinePattern> signs = Signs.parse("s.yaml", TWO).all();
    LinePattern leave = Objects.requireNonNull(signs.get("leave"));
    LinePattern stay = Objects.requireNonNull(signs.get("stay"));

    assertThat(leave.isIn("so long")).isTrue();
    assertThat(leave.isIn("not so long")).isFalse();
    assertThat(stay.find("on guard").orElseThrow().group(1)).isEqualTo("guard");
  }

  @Test
  void aMistakeIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> Signs.parse("s.yaml", TWO.replace("id: stay", "id: leave")))
        .isInstanceOf(DataFileException.class)
        .hasMessage("s.yaml:6:9: id: leave is the id of another sign.");
    assertThatThrownBy(() -> Signs.parse("s.yaml", TWO.replace("%{end}", "%{ends}")))
        .hasMessageStartingWith("s.yaml:5:14: pattern: %{ends} is not among the words");
    assertThatThrownBy(() -> Signs.of("leave").any())
        .hasMessage("signs.yaml has no sign \"leave\"");
  }

  @Test
  void everyPatternInTheJarIsOne() {
    assertThat(Signs.bundled().all().values())
        .allSatisfy(sign -> assertThat(sign.any()).allSatisfy(LazyPattern::compiled));
  }

  @Test
  void noLineOfTheFileIsTooLongToBeRead() {
    assertThat(BundledFile.text("signs.yaml").lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(161));
  }

  /** Tables are asked for by a prefix and the name of a stage or question. */
  @Test
  void everySignIsLookedFor() throws IOException {
    Set<String> unused = new TreeSet<>(Signs.bundled().all().keySet());
    unused.removeIf(id -> id.matches("(?:stage|prompt|question|answer)-.*"));
    String code = code();
    unused.removeIf(id -> code.indexOf('"' + id + '"') >= 0);
    assertThat(unused.stream().collect(Collectors.joining(", "))).isEmpty();
  }

  /** A sign is looked up late, so that a misspelt one would show only in a run that needs it. */
  @Test
  void everySignThatIsLookedForExists() throws IOException {
    Set<String> wanted =
        Pattern.compile("Signs\\.of\\(\"([a-z-]*[a-z])\"\\)")
            .matcher(code())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(wanted).hasSizeGreaterThan(40);
    assertThat(Signs.bundled().all().keySet()).containsAll(wanted);
  }

  private static String code() throws IOException {
    var code = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        code.append(Files.readString(file));
      }
    }
    return code.toString();
  }
}
