package dev.bootwitness.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What {@code init --ci} writes. {@code packaging/check-manifests} holds it against the schemas of
 * the systems, which cannot be in the tree.
 */
class CiFileTest {
  private static final Path HOME = Path.of("..");

  @ParameterizedTest
  @EnumSource
  void theGuideShowsTheSameFile(CiFile file) throws IOException {
    String language = file == CiFile.JENKINS ? "groovy" : "yaml";
    assertThat(Files.readString(HOME.resolve("docs/guides/ci.md")))
        .contains("```" + language + "\n" + file.text() + "```\n", "`" + file + "`");
    assertThat(file.text().lines().findFirst().orElseThrow()).endsWith(" " + file.path());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "JENKINS")
  void theFileIsYaml(CiFile file) {
    assertThat(documents(file.text())).hasSize(1).first().isInstanceOf(Map.class);
  }

  @Test
  void theWorkflowGivesTheActionInputsThatItHas() throws IOException {
    Map<?, ?> step = map(list(map(map(github().get("jobs")).get("boot")).get("steps")).get(1));
    assertThat(step.get("uses")).asString().startsWith("bootwitness/bootwitness@");
    Map<?, ?> action = map(documents(Files.readString(HOME.resolve("action.yml"))).getFirst());
    assertThat(keys(action.get("inputs"))).containsAll(keys(step.get("with")));
  }

  @Test
  void thePipelineIncludesTheComponentWithInputsThatItHas() throws IOException {
    Map<?, ?> pipeline = map(documents(CiFile.GITLAB.text()).getFirst());
    Map<?, ?> include = map(list(pipeline.get("include")).getFirst());
    assertThat(include.get("component")).asString().contains("/bootwitness/bootwitness@");
    String template = Files.readString(HOME.resolve("templates/bootwitness.yml"));
    Map<?, ?> inputs =
        map(
            map(map(documents(template.split("\n---\n", -1)[0]).getFirst()).get("spec"))
                .get("inputs"));
    assertThat(keys(inputs)).containsAll(keys(include.get("inputs")));
    // What stands beside it is added to the component's job of that name.
    assertThat(keys(pipeline))
        .containsExactly(
            "include", requireNonNull(map(inputs.get("job")).get("default")).toString());
  }

  @Test
  void theWordsOfTheOptionAreThoseOfTheHelp(@TempDir Path folder) {
    String help =
        requireNonNull(Main.commandLine("init").getSubcommands().get("init")).getUsageMessage();
    for (CiFile file : CiFile.values()) {
      assertThat(help).contains(file.toString());
      assertThat(folder.resolve(file.path()).normalize().startsWith(folder)).isTrue();
    }
  }

  private static Map<?, ?> github() {
    return map(documents(CiFile.GITHUB.text()).getFirst());
  }

  private static List<Object> documents(String yaml) {
    List<Object> all = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(all::add);
    return all;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) requireNonNull(value);
  }

  private static List<String> keys(@Nullable Object value) {
    return map(value).keySet().stream().map(Object::toString).toList();
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) requireNonNull(value);
  }
}
