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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest that gives no shell and shows nothing, whose disk keeps its journal. */
@Timeout(120)
class DiskJournalRunIT {

  @Test
  void theJournalOnTheDiskIsEvidenceAndIsRead(@TempDir Path folder) throws Exception {
    RunResult result =
        Bootwitness.run(
            SpecLoader.load(silent().prepare(folder)),
            new RunOptions(folder, System.getenv(), "gallery"),
            _ -> {});
    List<Event> events =
        RecordReader.all(RunDirectory.open(result.record())).stream()
            .map(StampedEvent::event)
            .toList();

    Event.EvidenceKept kept =
        events.stream()
            .filter(Event.EvidenceKept.class::isInstance)
            .map(Event.EvidenceKept.class::cast)
            .filter(evidence -> evidence.file().contains("journal-disk"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(events.toString()));
    assertThat(Files.readString(result.record().resolve(kept.file())))
        .contains("app.service: Failed with result 'exit-code'");
    assertThat(result.verdict().findings())
        .filteredOn(finding -> finding.channel().equals("journal"))
        .anySatisfy(finding -> {
          assertThat(finding.cause()).isEqualTo("systemd/unit-failed");
          assertThat(finding.subject()).isEqualTo("app.service");
        });
    // A unit that failed need not be why nobody can log in, so it is not blamed for that.
    assertThat(Objects.requireNonNull(result.verdict().primary()).cause())
        .isIn("console/stalled", "console/no-getty");
  }

  /** Its console is silent, and its login waits for a unit that fails. */
  private static Exhibit silent() throws IOException, InterruptedException {
    Exhibit row =
        SystemdSpark.row(
            "silent-with-a-journal", "quiet systemd.show_status=no systemd.log_target=journal");
    Exhibit.Medium spark = row.medium();
    return new Exhibit(
            row.name(),
            (folder, segment, sections) -> {
              spark.into(folder, segment, sections);
              sections.put(
                  "machine",
                  "{memory: 384MiB, cpus: 1, disks: [{image: %s}]}".formatted(Disks.ext4(folder)));
            },
            row.segment(),
            row.spec(),
            row.causes(),
            row.exit(),
            row.noise())
        .spec("boot", "{within: 40s, checkpoint: never}")
        .over(files ->
            SystemdSpark.unit(
                    SystemdSpark.unit(
                        files.script(
                            "/gallery/keep",
                            """
                            #!/bin/sh
                            export PATH=/bin:/sbin
                            mkdir -p /var/log/journal
                            mount -t ext4 /dev/vda /var/log/journal
                            mkdir -p /var/log/journal/var/log/journal
                            mount -o bind /var/log/journal/var/log/journal /var/log/journal
                            journalctl --flush
                            """),
                        "keep.service",
                        "[Unit]",
                        "After=spark-setup.service",
                        "Before=app.service",
                        "[Service]",
                        "Type=oneshot",
                        "RemainAfterExit=yes",
                        "ExecStart=/gallery/keep"),
                    "app.service",
                    "[Unit]",
                    "Description=The application",
                    "After=keep.service",
                    "Before=console-getty.service",
                    "[Service]",
                    "Type=oneshot",
                    "ExecStart=/bin/false",
                    "ExecStopPost=/bin/journalctl --sync")
                .text(
                    "/lib/systemd/system/console-getty.service.d/app.conf",
                    "[Unit]\nRequires=app.service\nAfter=app.service\n"));
  }
}
