package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that restart a real guest, take its power away and move its disks. */
@Timeout(180)
class StepsIT {

  @TempDir Path folder;

  private static final SparkSpec SPARK = SparkSpec.GOOD.withBoot("15s, checkpoint: auto");

  @Test
  void aGuestLivesThroughRestartsAndKeepsItsDisks() throws Exception {
    Cli.Ended ended =
        SPARK
            .with(
                """
                machine:
                  memory: 256MiB
                  cpus: 1
                  disks:
                    - {name: a, size: 64MiB}
                    - {name: b, size: 32MiB, bus: scsi}
                    - {name: c, size: 48MiB}
                steps:
                  - run: touch /tmp/before; printf %512s kept | dd of=/dev/vda bs=512 conv=fsync 2>/dev/null
                  - reboot
                  - run: test ! -e /tmp/before
                  - {name: kept, run: head -c 512 /dev/vda, prints: kept}
                  - powerCut:
                      during: for i in 1 2 3 4 5 6; do echo installing $i; sleep 1; done
                      at: installing 2
                  - {name: still kept, run: head -c 512 /dev/vda, prints: kept}
                  - {name: without c, run: "! grep 49152 /proc/partitions"}
                  - {removeDisk: b}
                  - {addDisk: c}
                  - {name: with c, run: "grep 49152 /proc/partitions", within: 5s}
                  - {name: without b, run: "! grep 32768 /proc/partitions", within: 5s}
                  - screenshot
                  - powerOff
                  - {name: as before, run: "grep 49152 /proc/partitions && ! grep 32768 /proc/partitions"}
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.verdict().outcome()).isEqualTo(Outcome.PASSED);
    assertThat(ended.verdict().checks())
        .allMatch(CheckResult::passed)
        .extracting(CheckResult::boot)
        .containsExactly(1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4);
    assertThat(ended.output())
        .contains("✓ step      reboot: down after", "back as boot 2", "✓ boot 4", "✓ login 4");
    Guest.of(ended.events()).assertGone();
  }

  /** Lines and offsets go on in one file, so that a finding of any boot can be looked up. */
  @Test
  void theConsoleOfAllBootsIsOneLog() throws Exception {
    Cli.Ended ended = SPARK.with("steps: [reboot]\n").run(folder).run();

    assertThat(ended.exit()).as(ended.output()).isZero();
    Path record = ended.record().path();
    byte[] raw = Files.readAllBytes(record.resolve("serial.raw"));
    List<Event.ConsoleLine> banners =
        ended.events().stream()
            .filter(Event.ConsoleLine.class::isInstance)
            .map(Event.ConsoleLine.class::cast)
            .filter(line -> line.text().contains("Linux version "))
            .toList();
    assertThat(banners).isNotEmpty();
    Event.ConsoleLine last = banners.getLast();
    assertThat(new String(raw, (int) last.offset(), 40, UTF_8)).contains("Linux version");
    assertThat(Files.readAllLines(record.resolve("serial.txt")).get((int) last.line() - 1))
        .isEqualTo(last.text());
    assertThat(Files.readString(record.resolve("serial.cast"))).contains("Linux version ");
  }

  @Test
  void aGuestThatSwitchesOffInsteadOfRestartingIsNamed() throws Exception {
    Cli.Ended ended = endingWith("/bin/busybox poweroff -f", "reboot").run(folder).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("guest/stayed-down");
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(CheckResult.PASSED, CheckResult.FAILED, CheckResult.NOT_RUN);
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void aGuestThatDoesNotGoDownIsNamed() throws Exception {
    Cli.Ended ended = endingWith("/bin/sleep 1000", "{reboot: {within: 1s}}").run(folder).run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    assertThat(ended.cause()).isEqualTo("guest/shutdown-hung");
    assertThat(ended.output()).contains("`reboot` was asked for, and the machine still runs after");
    Guest.of(ended.events()).assertGone();
  }

  /** busybox's init runs this before it ends the guest. */
  private static SparkSpec endingWith(String action, String step) {
    return SPARK.with(
        """
        steps:
          - run: echo '::shutdown:%s' >> /etc/inittab; kill -HUP 1
          - %s
          - run: id
        """
            .formatted(action, step));
  }

  @Test
  void theTimeOfTheWholeRunNamesTheStepThatUsedItUpAndLeavesEvidence() throws Exception {
    Cli.Ended ended =
        SPARK
            .with("within: 20s\nsteps: [{name: endless, run: sleep 1000, within: 10m}, reboot]\n")
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(4);
    assertThat(ended.cause()).isEqualTo("run/timed-out");
    assertThat(ended.output())
        .contains("the time of the whole run, 20 s, was up in step \"endless\"")
        .doesNotContain("INTERRUPTED");
    assertThat(ended.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsOnly(CheckResult.NOT_RUN);
    assertThat(ended.events()).anyMatch(Event.EvidenceKept.class::isInstance);
    Guest.of(ended.events()).assertGone();
  }

  @Test
  void aDiskInAFolderOutlivesTheRunAndIsOneRunsAtATime() throws Exception {
    SparkSpec kept =
        SPARK.with(
            """
            machine:
              memory: 256MiB
              cpus: 1
              disks: [{name: state, size: 16MiB, keep: disks}]
            steps:
              - {name: count, run: 'n=$(head -c 4 /dev/vda | tr -d "\\0"); echo run ${n:-0}; printf %s $((${n:-0} + 1)) > /tmp/n; dd if=/tmp/n of=/dev/vda conv=sync,fsync 2>/dev/null', prints: run NUMBER}
              - powerCut
              - {name: written, run: head -c 1 /dev/vda, prints: "NEXT"}
            """);
    for (int run = 0; run < 2; run++) {
      Cli.Ended ended = numbered(kept, run).run(folder).run();
      assertThat(ended.exit()).as(ended.output()).isZero();
    }
    Path lock = folder.resolve("disks/state.lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      Cli.Ended refused = numbered(kept, 2).run(folder).run();
      assertThat(refused.exit()).as(refused.output()).isEqualTo(3);
      assertThat(refused.cause()).isEqualTo("host/image-locked");
      assertThat(refused.output()).contains("another run uses it");
    }
  }

  /** The steps wait for what never comes, or for longer than the kill, so it meets them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{run: sleep 1000, within: 10m}",
        "{wait: {text: never, within: 10m}}",
        "{powerCut: {during: sleep 1000, at: never, within: 10m}}",
        "{powerCut: {after: 10m}}",
        "{reboot: {within: 10m}}",
        "{powerOff: {within: 10m}}",
        // A guest lets a disk go after 5 s.
        "{removeDisk: spare}"
      })
  void aRunThatIsKilledInAStepLeavesNothingRunningAndNoLock(String step) throws Exception {
    Cli.Started started =
        SPARK
            .with(
                """
                machine:
                  memory: 256MiB
                  cpus: 1
                  disks:
                    - {name: state, size: 16MiB, keep: disks}
                    - {name: spare, size: 16MiB}
                steps:
                  - run: echo '::shutdown:/bin/sleep 1000' >> /etc/inittab; kill -HUP 1
                  - {name: written, run: echo kept | dd of=/dev/vda conv=fsync 2>/dev/null}
                  - screenshot
                  - %s
                """
                    .formatted(step))
            .run(folder)
            .start();
    started.awaitLine("step", "screenshot");
    started.signal("KILL");
    Cli.Ended ended = started.end();

    RunDirectory record =
        RunDirectory.open(SparkSpec.PROJECT.resolve(".bootwitness/runs/latest").toRealPath());
    Verdict verdict = Diagnosis.ofRecord(RecordReader.all(record));
    assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(verdict.checks())
        .extracting(CheckResult::outcome)
        .containsExactly(
            CheckResult.PASSED, CheckResult.PASSED, CheckResult.PASSED, CheckResult.NOT_RUN);
    Guest guest =
        Guest.of(RecordReader.all(record).stream().map(stamped -> stamped.event()).toList());
    guest.awaitEnd();
    guest.assertGone();
    try (FileChannel channel =
            FileChannel.open(folder.resolve("disks/state.lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      assertThat(lock).isNotNull();
    }
    assertThat(qemuImg("check", folder.resolve("disks/state.qcow2").toString()))
        .as(ended.output())
        .contains("No errors were found");
  }

  @Test
  void theDisksOfAFailedRunAreKeptAsFilesThatNeedNoOther() throws Exception {
    Cli.Ended ended =
        SPARK
            .with(
                """
                machine:
                  memory: 256MiB
                  cpus: 1
                  disks: [{name: state, size: 64MiB}, {name: large, size: 64MiB}]
                evidence: {disks: 8MiB}
                checks:
                  - run: echo guest-was-here | dd of=/dev/vda bs=1M seek=3 conv=fsync 2>/dev/null
                  - {run: dd if=/dev/urandom of=/dev/vdb bs=1M count=20 conv=fsync 2>/dev/null, within: 20s}
                  - run: 'false'
                """)
            .run(folder)
            .run();

    assertThat(ended.exit()).as(ended.output()).isEqualTo(1);
    List<String> kept =
        ended.events().stream()
            .filter(Event.EvidenceKept.class::isInstance)
            .map(event -> ((Event.EvidenceKept) event).file())
            .filter(file -> file.endsWith(".qcow2"))
            .toList();
    assertThat(kept).singleElement().asString().contains("disk-state");
    Path disk = ended.record().path().resolve(kept.getFirst());
    assertThat(Files.size(disk)).isLessThan(2 << 20);
    assertThat(qemuImg("check", disk.toString())).contains("No errors were found");
    Path raw = folder.resolve("state.raw");
    qemuImg("convert", "-O", "raw", disk.toString(), raw.toString());
    byte[] content = Files.readAllBytes(raw);
    assertThat(content).hasSize(64 << 20);
    assertThat(new String(content, 3 << 20, 14, UTF_8)).isEqualTo("guest-was-here");
    assertThat(ended.events())
        .anyMatch(event ->
            event instanceof Event.PhaseEnded phase
                && phase.summary().contains("disk large not kept: it takes "));
  }

  private static String qemuImg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static SparkSpec numbered(SparkSpec spec, int run) {
    return new SparkSpec(
        spec.append(),
        spec.boot(),
        spec.login(),
        spec.rest().replace("NUMBER", "" + run).replace("NEXT", "" + (run + 1)));
  }
}
