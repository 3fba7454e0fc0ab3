package dev.bootwitness.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests whose second boot is another than the first: installed, broken, or with a disk less. */
@Timeout(1200)
class LivingGuestsIT {

  private static final String CD =
      """
      serial --unit=0 --speed=115200
      terminal_input console serial
      terminal_output console serial
      set timeout=0
      menuentry spark {
        linux /vmlinuz console=ttyS0,115200n8
        initrd /initrd.img
      }
      """;

  @TempDir Path folder;

  /** A CD writes a system with a boot loader of its own, and is ejected. */
  @ParameterizedTest
  @ValueSource(strings = {"bios", "uefi"})
  void theDiskThatAGuestWroteIsBooted(String firmware) throws Exception {
    RunResult result =
        run(
            Exhibit.of("installer", Disks.cd(CD))
                .spec("login", Spark.AS_ROOT)
                .spec(
                    "machine",
                    """
                    {memory: 256MiB, cpus: 1, firmware: %s, disks: [{name: system, size: 64MiB}, {name: source, image: %s, readOnly: true}]}
                    """
                        .formatted(firmware, Builds.abUpdate()))
                .spec(
                    "steps",
                    """

                      - {name: from the medium, run: "grep ' / ' /proc/mounts", prints: rootfs}
                      - {name: install, run: dd if=/dev/vdb of=/dev/vda bs=1M conv=fsync, within: 30s}
                      - ejectMedium
                      - {bootFrom: disk}
                      - reboot
                      - {name: from the disk, run: update --status, prints: "slot A on /dev/vda4, version 1, good"}
                      - {name: by this firmware, run: 'if [ -d /sys/firmware/efi ]; then echo uefi; else echo bios; fi', prints: %s}
                    """
                        .formatted(firmware)));

    assertThat(result.exitCode()).as(words(result)).isZero();
    assertThat(result.verdict().checks())
        .extracting(CheckResult::boot)
        .containsExactly(1, 1, 1, 1, 2, 2, 2);
  }

  /** Both boots of a whole Debian take minutes, so this is asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"bios", "uefi"})
  void theExampleInstallsDebian(String firmware) throws Exception {
    assumeTrue(Boolean.getBoolean("installer"), "-Dinstaller=true; it takes minutes");
    Path example = Gallery.HOME.resolve("examples/installer");
    Process loaders = new ProcessBuilder(example.resolve("loaders").toString()).inheritIO().start();
    assertThat(loaders.waitFor()).isZero();
    String spec =
        Files.readString(example.resolve("bootwitness.yaml"))
            .replace("firmware: bios", "firmware: " + firmware)
            .replace("name: installer", "name: debian-live");
    // Beside the example's own, since its paths are relative.
    Path file =
        Files.writeString(
            example.resolve("target/" + firmware + ".yaml"),
            spec.replace("../../images", "../../../images")
                .replace("from: target/", "from: ")
                .replace("from: install", "from: ../install"));

    RunResult result =
        Bootwitness.run(
            SpecLoader.load(file),
            new RunOptions(Gallery.HOME, System.getenv(), "gallery"),
            _ -> {});

    assertThat(result.exitCode()).as(words(result)).isZero();
  }

  /** /etc/fstab is on a disk, so what a step writes there is met by the next boot. */
  @Test
  void anFstabThatAStepBrokeIsNamedAtTheSecondBoot() throws Exception {
    RunResult result = run(StoppedGuests.brokenFstab(folder));

    assertThat(result.exitCode()).as(words(result)).isEqualTo(1);
    Finding primary = Objects.requireNonNull(result.verdict().primary());
    assertThat(primary.cause())
        .as(words(result))
        .isIn("systemd/start-job-timeout", "systemd/emergency-mode");
    assertThat(words(result)).contains("DATA");
    assertThat(result.verdict().checks())
        .extracting(CheckResult::outcome)
        .containsExactly(
            CheckResult.PASSED, CheckResult.PASSED, CheckResult.FAILED, CheckResult.NOT_RUN);
    List<Event> events =
        RecordReader.all(RunDirectory.open(result.record())).stream()
            .map(StampedEvent::event)
            .toList();
    int second = events.indexOf(new Event.BootBegan(2, "reboot"));
    assertThat(second).isPositive();
    assertThat(events.subList(0, second))
        .noneMatch(event ->
            event instanceof Event.FindingMade made
                && made.finding().cause().equals(primary.cause()));
  }

  /** A mirror whose second disk is pulled out of the running machine. */
  @Test
  void aMirrorComesUpWithoutTheDiskThatWasPulledOut() throws Exception {
    RunResult result =
        run(
            Exhibit.of(
                    "mirror",
                    (_, _, sections) -> sections.put("image", Builds.debianLive().toString()))
                .spec("boot", "{within: 90s}")
                .spec("login", "{user: nixos, become: root}")
                .spec(
                    "machine",
                    "{memory: 2GiB, cpus: 2, disks: [{name: left, size: 64MiB}, {name: right, size: 64MiB}]}")
                .spec(
                    "steps",
                    """

                      - name: a mirror
                        run: mdadm --create /dev/md/state --run --level=1 --raid-devices=2 --metadata=1.2 /dev/vda /dev/vdb && mkfs.ext4 -q /dev/md/state && mount /dev/md/state /mnt && echo kept > /mnt/file && umount /mnt && mdadm --wait /dev/md/state; grep -A1 raid1 /proc/mdstat
                        prints: "[UU]"
                        within: 60s
                      - removeDisk: right
                      - {name: degraded at once, run: cat /proc/mdstat, prints: "[U_]", within: 20s}
                      - reboot
                      - {name: degraded and up, run: cat /proc/mdstat, prints: "[U_]", within: 60s}
                      - {name: the disk is not there, run: "! test -e /dev/vdb"}
                      - {name: its content, run: mount -o ro /dev/md/*state* /mnt && cat /mnt/file, prints: kept}
                      - {name: the system is up, run: systemctl is-system-running --wait, prints: running, within: 60s}
                    """));

    assertThat(result.exitCode()).as(words(result)).isZero();
  }

  private RunResult run(Exhibit exhibit) throws Exception {
    return Bootwitness.run(
        SpecLoader.load(exhibit.prepare(folder)),
        new RunOptions(folder, System.getenv(), "gallery"),
        _ -> {});
  }

  private static String words(RunResult result) throws Exception {
    StringBuilder text = new StringBuilder();
    VerdictText.print(result.verdict(), result.record(), Style.PLAIN, text);
    return text.toString();
  }
}
