package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole run of spark whose record lies on a file system of a few MiB, which becomes full. */
@Timeout(120)
class FullDiskIT {
  private static final int SIZE = 4 << 20;

  /** What is kept back for the end of a run, and some of its console. */
  private static final int LEFT = (256 + 4 * 128 + 40) << 10;

  @TempDir Path folder;

  private Path runs = Path.of("none");

  @BeforeEach
  void mount() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "mounting needs root");
    runs = Files.createDirectories(folder.resolve(".bootwitness/runs"));
    Path images = Files.createDirectories(SparkSpec.PROJECT.resolve(".bootwitness/images"));
    Files.createSymbolicLink(folder.resolve(".bootwitness/images"), images);
    assertThat(host("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", runs.toString()))
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    assertThat(host("umount", runs.toString())).isZero();
  }

  @Test
  void whatWasSeenIsKeptToTheEndAndTheVerdictSaysWhatIsMissing() throws Exception {
    Path filler = Files.write(runs.resolve("filler"), new byte[SIZE - LEFT]);

    Cli.Ended run = run();

    assertThat(run.exit()).as(run.output()).isEqualTo(3);
    Verdict verdict = run.verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.BROKEN);
    assertThat(run.cause()).isEqualTo("host/disk-full");
    assertThat(verdict.missing())
        .allSatisfy(missing -> assertThat(missing).startsWith("evidence/"));
    assertThat(run.output()).contains("✗ BROKEN  host/disk-full", "(`df -h");
    assertThat(run.events()).first().isInstanceOf(Event.RunStarted.class);
    assertThat(run.events()).last().isEqualTo(new Event.RunEnded(3));
    assertThat(run.record().serialText()).content().contains("Linux version");
    assertThat(run.record().serialRaw()).hasSize(received(verdict));

    Cli.Ended report = Cli.of("report", run.record().path().toString()).run();
    assertThat(report.exit()).as(report.output()).isZero();
    assertThat(report.output())
        .contains("✗ BROKEN  host/disk-full")
        .doesNotContain("missing from events.jsonl", "damaged", "cut off");

    Files.delete(filler);
    assertThat(Cli.of("report", run.record().path().toString(), "--write").run().exit()).isZero();
    assertThat(run.record().html()).isNotEmptyFile();
    Cli.Ended listed = Cli.of("runs", "--project", folder.toString()).run();
    assertThat(listed.output()).contains("broken", "host/disk-full");
  }

  @Test
  void aRecordNeedsNoMoreThanTheRoomItTakes() throws Exception {
    Cli.Ended run = run();

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.record().html()).isNotEmptyFile();
  }

  private static long received(Verdict verdict) {
    Timing timing = Objects.requireNonNull(verdict.timing());
    return Objects.requireNonNull(timing.usage()).consoleBytes();
  }

  private Cli.Ended run() throws IOException, InterruptedException {
    var _ = SparkSpec.GOOD.run(folder);
    return Cli.of("run", folder.toString(), "--project", folder.toString(), "--plain").run();
  }

  private static int host(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
