package dev.bootwitness.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The recipes of {@code packaging} for a suite in several jobs: a retried job divides the suite as
 * the first attempt did, and the lines of a merge are added to the ledger.
 */
class ShardManifestsTest {

  private static final String LEDGER = ".bootwitness/ledger.jsonl";

  @TempDir Path folder;

  /** In place of the product: it adds a line to the ledger of its folder, as merge does. */
  @BeforeEach
  void product() throws IOException {
    Path script =
        Files.writeString(
            Files.createDirectory(folder.resolve("bin")).resolve("bootwitness"),
            "#!/bin/sh\nmkdir -p merged/.bootwitness\necho new >> merged/" + LEDGER + "\nexit 1\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void everyPartOnGitLabHasTheLedgerOfThePipelinesFirstJob() throws IOException {
    Map<?, ?> pipeline = manifest("gitlab/parallel.yml");

    Map<?, ?> first = map(pipeline.get("ledger"));
    assertThat(map(first.get("artifacts")).get("paths")).isEqualTo(List.of(LEDGER));
    assertThat(map(first.get("cache")).get("policy")).isEqualTo("pull");
    Map<?, ?> boot = map(pipeline.get("boot"));
    assertThat(boot.get("needs")).isEqualTo(List.of("ledger"));
    // A cache of it would be the one that the first attempt's merge has saved.
    assertThat(boot.get("cache")).asString().doesNotContain("ledger");
  }

  @Test
  void everyPartOnGitHubHasTheLedgerOfTheRunWhateverTheAttempt() throws IOException {
    Map<?, ?> jobs = map(manifest("github/matrix.yml").get("jobs"));
    String key = "bootwitness-division-${{ github.run_id }}";

    assertThat(with(jobs, "ledger", "actions/cache/save@v4").get("key")).isEqualTo(key);
    assertThat(with(jobs, "ledger", "actions/cache/restore@v4").get("key")).isEqualTo(key);
    assertThat(map(jobs.get("boot")).get("needs")).isEqualTo("ledger");
    Map<?, ?> restored = with(jobs, "boot", "actions/cache/restore@v4");
    assertThat(restored.get("key")).isEqualTo(key);
    assertThat(restored.get("restore-keys")).isNull();
    assertThat(restored.get("path")).isEqualTo(LEDGER);
    // Neither an artefact nor a cache can be written twice.
    assertThat(with(jobs, "boot", "actions/upload-artifact@v4").get("name"))
        .asString()
        .contains("${{ github.run_attempt }}");
    assertThat(with(jobs, "merge", "actions/cache/save@v4").get("key"))
        .asString()
        .contains("${{ github.run_attempt }}");
  }

  @Test
  void theLinesOfAMergeAreAddedToTheRestoredLedger() throws Exception {
    List<String> gitlab =
        list(map(manifest("gitlab/parallel.yml").get("merge")).get("script")).stream()
            .map(Object::toString)
            .toList();
    List<String> github =
        list(map(map(manifest("github/matrix.yml").get("jobs")).get("merge")).get("steps")).stream()
            .map(step -> map(step).get("run"))
            .filter(String.class::isInstance)
            .map(script -> script + "\ntrue")
            .toList();
    for (List<String> script : List.of(gitlab, github)) {
      assertThat(ledgerAfter(script, "old\n")).isEqualTo("old\nnew\n");
      assertThat(ledgerAfter(script, "")).isEqualTo("new\n");
    }
  }

  /** The ledger that a job's cache keeps. */
  private String ledgerAfter(List<String> script, String before) throws Exception {
    Path job = Files.createTempDirectory(folder, "job");
    if (!before.isEmpty()) {
      Files.createDirectories(job.resolve(LEDGER).getParent());
      Files.writeString(job.resolve(LEDGER), before);
    }
    ProcessBuilder shell =
        new ProcessBuilder(
            "sh",
            "-c",
            script.stream().collect(Collectors.joining("\n"))); // GitLab joins them, too
    shell.directory(job.toFile()).redirectErrorStream(true);
    shell.environment().merge("PATH", folder.resolve("bin") + ":", (old, bin) -> bin + old);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isBetween(0, 1);
    assertThat(said).isEmpty();
    return Files.readString(job.resolve(LEDGER));
  }

  private static Map<?, ?> with(Map<?, ?> jobs, String job, String uses) {
    return list(map(jobs.get(job)).get("steps")).stream()
        .map(ShardManifestsTest::map)
        .filter(step -> uses.equals(step.get("uses")))
        .map(step -> map(step.get("with")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<?, ?> manifest(String name) throws IOException {
    Path file = Path.of("..", "packaging").resolve(name);
    return map(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    return (List<?>) requireNonNull(value);
  }
}
