package dev.bootwitness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.cast.Cast;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first ten minutes of {@code docs/guides/first-run.md}: its commands as they stand there,
 * typed into a shell on a terminal, with real machines.
 */
@Timeout(900)
class FirstRunGuideIT {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path GUIDE = HOME.resolve("docs/guides/first-run.md");
  private static final Path RECORDING = HOME.resolve("docs/guides/first-run.cast");
  private static final String PART = "Ten minutes";

  /** {@code -Dbootwitness.docs=write} keeps the recording for the guide. */
  private static final boolean WRITE = "write".equals(System.getProperty("bootwitness.docs"));

  @Test
  void everyCommandDoesWhatTheGuideSays(@TempDir Path home) throws Exception {
    // A first start compiles, which says nothing about the guide.
    assertThat(
            new ProcessBuilder(HOME.resolve("bootwitness").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
    Path recording = home.resolve("session.cast");
    Map<String, String> environment =
        Map.of("XDG_CACHE_HOME", newCache(home).toString(), "LC_ALL", "C.UTF-8");
    try (GuideShell shell =
        new GuideShell(HOME, home, environment, Files.newOutputStream(recording))) {
      for (GuideBlocks block : GuideBlocks.of(Files.readString(GUIDE), PART)) {
        StringBuilder shown = new StringBuilder();
        for (String command : block.commands()) {
          shown.append(shell.type(command));
        }
        assertThat(missing(shown.toString(), block.prints())).as(shown.toString()).isEmpty();
      }
    }

    List<Verdict> verdicts = verdicts(home.resolve("first/.bootwitness/runs"));
    assertThat(verdicts.stream().map(Verdict::outcome))
        .containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.PASSED);
    assertThat(verdicts.stream().map(FirstRunGuideIT::start))
        .as("the second run is quick, and a changed image boots")
        .containsExactly(Timing.BOOT, Timing.CHECKPOINT, Timing.BOOT);
    Finding failed = Objects.requireNonNull(verdicts.get(1).primary());
    assertThat(failed.docsUrl())
        .isNotNull()
        .isEqualTo(CauseDocs.of(Map.of()).page("check/failed").orElseThrow());
    assertThat(failed.quote()).contains("Connection refused");
    assertThat(typed(recording)).isEqualTo(commands());
    if (WRITE) {
      Files.writeString(RECORDING, neutral(Files.readString(recording), home));
    }
  }

  @Test
  void theRecordingIsOfTheseCommands() throws IOException {
    assertThat(typed(RECORDING))
        .as("the guide has other commands; record it anew with -Dbootwitness.docs=write")
        .isEqualTo(commands());
    assertThat(RECORDING)
        .content()
        .as("it shows no folder of the host that recorded it")
        .contains("\"~/bootwitness $ \"", "/home/you/first/.bootwitness/runs/")
        .doesNotContain("/work/", "/tmp/");
  }

  /** A newcomer's cache: without checkpoints. Only packages that were downloaded are in it. */
  private static Path newCache(Path home) throws IOException {
    String shared = System.getenv("XDG_CACHE_HOME");
    Path caches =
        shared == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    Path downloads = Files.createDirectories(caches.resolve("bootwitness/debs"));
    Path cache = home.resolve(".cache");
    Files.createSymbolicLink(
        Files.createDirectories(cache.resolve("bootwitness")).resolve("debs"), downloads);
    return cache;
  }

  private static String start(Verdict verdict) {
    return Objects.requireNonNull(verdict.timing()).start();
  }

  /** The recording with the folders that the guide's reader would have. */
  private static String neutral(String recording, Path home) {
    return recording
        .replace(HOME + " $ ", "~/bootwitness $ ")
        .replace(HOME.toString(), "/home/you/bootwitness")
        .replace(home.toString(), "/home/you");
  }

  private static String commands() throws IOException {
    StringBuilder all = new StringBuilder();
    for (GuideBlocks block : GuideBlocks.of(Files.readString(GUIDE), PART)) {
      block.commands().forEach(command -> all.append(command).append('\n'));
    }
    return all.toString();
  }

  private static String typed(Path recording) throws IOException {
    return String.join("", Cast.read(recording).typed()).replace('\r', '\n');
  }

  /** The lines that do not occur in what was shown, in their order. */
  private static List<String> missing(String shown, List<String> wanted) {
    List<String> missing = new ArrayList<>();
    int from = 0;
    for (String line : wanted) {
      int at = shown.indexOf(line, from);
      if (at < 0) {
        missing.add(line);
      } else {
        from = at + line.length();
      }
    }
    return missing;
  }

  private static List<Verdict> verdicts(Path runs) throws IOException {
    List<Verdict> verdicts = new ArrayList<>();
    try (Stream<Path> folders = Files.list(runs)) {
      for (Path folder :
          folders.filter(folder -> !Files.isSymbolicLink(folder)).sorted().toList()) {
        verdicts.add(RecordReader.verdict(RunDirectory.open(folder)).orElseThrow());
      }
    }
    return verdicts;
  }
}
