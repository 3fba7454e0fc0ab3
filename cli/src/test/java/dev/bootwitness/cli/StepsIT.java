package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Outcome;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(new String(raw, (int) last.offset(), 40, UTF_8))
        .contains("Linux version");
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

  private static SparkSpec numbered(SparkSpec spec, int run) {
    return new SparkSpec(
        spec.append(),
        spec.boot(),
        spec.login(),
        spec.rest().replace("NUMBER", "" + run).replace("NEXT", "" + (run + 1)));
  }
}
