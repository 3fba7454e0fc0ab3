package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.binding.SpecProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Whatever the file can say, the builder can say, with the same meaning and the same messages. */
class SpecBuilderTest {

  @TempDir Path directory;

  /** A value of a form: in Java, and as a spec writes it on one line. */
  private record Written(Object java, String yaml) {}

  private static List<Written> values(Form form) {
    return switch (form) {
      case Form.Scalar scalar -> List.of(value(scalar));
      case Form.Whole(int least, int most) ->
          List.of(new Written(most, "" + most), new Written((short) least, "" + least));
      case Form.OneOf(List<String> words) ->
          List.of(new Written(words.getLast(), "'" + words.getLast() + "'"));
      case Form.ListOf(Form item) ->
          values(item).stream()
              .map(one -> new Written(List.of(one.java()), "[" + one.yaml() + "]"))
              .toList();
      case Form.Mapping(SpecKeys keys) -> mappings(keys);
      case Form.Named(String _, String _, Form value) ->
          values(value).stream()
              .map(one ->
                  new Written(Map.of("/etc/a.b", one.java()), "{/etc/a.b: " + one.yaml() + "}"))
              .toList();
      case Form.Either(List<Form> forms) ->
          forms.stream().flatMap(one -> values(one).stream()).toList();
    };
  }

  private static Written value(Form.Scalar scalar) {
    return switch (scalar) {
      case TEXT -> new Written("0644 # 'it'", "\"0644 # 'it'\"");
      case PATH -> new Written(Path.of("a", "b"), "a/b");
      case FOLDER_NAME -> new Written("name", "name");
      case GUEST_PATH -> new Written("/etc/a.b", "/etc/a.b");
      case DURATION -> new Written(Duration.ofMillis(90_500), "90500ms");
      case SIZE -> new Written("2GiB", "2GiB");
      case DATE -> new Written(LocalDate.of(2027, 1, 31), "'2027-01-31'");
      case REGEX -> new Written("^a\\d$", "'^a\\d$'");
      case BOOLEAN, TRUE -> new Written(true, "true");
    };
  }

  /** Each key for itself, besides those that must be there. */
  private static List<Written> mappings(SpecKeys keys) {
    List<Written> all = new ArrayList<>();
    for (SpecKey key : keys.keys()) {
      for (Written value : values(key.form())) {
        Map<String, Object> java = new java.util.LinkedHashMap<>();
        StringBuilder yaml = new StringBuilder();
        keys.keys().stream()
            .filter(other -> other.required() && !other.equals(key))
            .forEach(other -> {
              Written needed = values(other.form()).getFirst();
              java.put(other.name(), needed.java());
              yaml.append(other.name()).append(": ").append(needed.yaml()).append(", ");
            });
        java.put(key.name(), value.java());
        all.add(new Written(java, "{" + yaml + key.name() + ": " + value.yaml() + "}"));
      }
    }
    return all;
  }

  static Stream<Arguments> keys() {
    List<Arguments> all = new ArrayList<>();
    for (SpecKey key : SpecLoader.keys().keys()) {
      int n = 0;
      for (Written value : values(key.form())) {
        all.add(argumentSet(key.name() + " " + ++n, key.name(), value.java(), value.yaml()));
      }
    }
    assertThat(all).hasSizeGreaterThan(200);
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyKeyOfTheSchemaMeansTheSameFromJava(String key, Object java, String yaml)
      throws Exception {
    String rest = key.equals("image") ? "" : "image: a.iso\n";
    String login = key.equals("login") ? "" : "login: {user: root}\n";
    Path file = directory.resolve("bootwitness.yaml");
    String text = rest + login + key + ": " + yaml + "\n";
    Files.writeString(file, text);
    SpecBuilder builder = SpecBuilder.in(directory);
    builder = key.equals("image") ? builder : builder.set("image", "a.iso");
    builder = key.equals("login") ? builder : builder.set("login.user", "root");
    builder = builder.set(key, java);

    assertThat(loaded(builder.yaml())).isEqualTo(loaded(text));
    assertThat(told(builder::build)).isEqualTo(told(() -> SpecLoader.load(file)));
  }

  private static Object loaded(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private interface Binding {
    Spec bind() throws SpecException;
  }

  /** The spec without its file, or its mistakes without their places. */
  private static List<String> told(Binding binding) {
    try {
      Spec spec = binding.bind();
      return List.of(
          spec.toString().replaceAll("[^ =,\\[]*(?:bootwitness|spec-in-java)\\.yaml", "FILE"));
    } catch (SpecException e) {
      return e.problems().stream().map(SpecProblem::message).toList();
    }
  }

  @Test
  void whatASpecCannotSayIsRefusedWithWhatItCan() {
    SpecBuilder builder = SpecBuilder.in(directory);

    assertThatThrownBy(() -> builder.set("boot.within", Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole milliseconds");
    assertThatThrownBy(() -> builder.set("name", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Pass a text, number");
  }
}
