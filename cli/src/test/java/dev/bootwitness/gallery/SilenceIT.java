package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.history.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Silence compared with history: an image that has often passed falls silent, and the run does not
 * wait for its deadline.
 */
@Timeout(180)
class SilenceIT {

  /** How many passing runs tell what is usual. */
  private static final int RUNS = 3;

  /** As far as this tells, a login may come: whether it does is for the history to say. */
  private static final String MUTE = "::sysinit:/etc/init.d/rcS\nttyS0::respawn:/bin/sleep 1000\n";

  private static final Path PLACE = Gallery.HOME.resolve("cli/target/gallery-silence");

  @Test
  void aStageThatIsSilentForManyTimesItsUsualLengthIsNotWaitedFor() throws Exception {
    Files.deleteIfExists(PLACE.resolve(".bootwitness/ledger.jsonl"));
    for (int i = 0; i < RUNS; i++) {
      assertThat(run(Spark.row("silence")).exitCode()).isZero();
    }
    RunResult silent = run(Spark.row("silence").over(files -> files.text("/etc/inittab", MUTE)));

    assertThat(Objects.requireNonNull(silent.verdict().primary()).cause())
        .isEqualTo("console/no-getty");
    assertThat(Objects.requireNonNull(silent.verdict().primary()).detail())
        .contains("which usually lasts");
    assertThat(RecordReader.all(RunDirectory.open(silent.record())))
        .extracting(StampedEvent::event)
        .noneMatch(event ->
            event instanceof Event.FindingMade(var finding)
                && finding.detail().contains("deadline"));
  }

  /** A run without a login, which ends at the prompt: only its boot is to be known. */
  private static RunResult run(Exhibit exhibit) throws Exception {
    Ledger ledger = Ledger.of(Files.createDirectories(PLACE));
    RunResult result =
        Bootwitness.run(
            SpecLoader.load(
                exhibit
                    .without("login")
                    .spec("boot", "{within: 60s, checkpoint: never}")
                    .prepare(PLACE)),
            new RunOptions(PLACE, System.getenv(), "gallery").knowing(ledger.usual("silence")),
            _ -> {});
    ledger.add(result.verdict());
    return result;
  }
}
