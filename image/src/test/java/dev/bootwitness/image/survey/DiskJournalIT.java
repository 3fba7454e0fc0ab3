package dev.bootwitness.image.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Journals that systemd's own program wrote, on disks with a real file system. */
@Timeout(60)
class DiskJournalIT {

  private static final String MACHINE = "0123456789abcdef0123456789abcdef";
  private static final Instant FIRST_BOOT = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant LAST_BOOT = FIRST_BOOT.plusSeconds(3600);

  @TempDir Path folder;
  private Path disk = Path.of("");

  @BeforeEach
  void aDiskThatWasBootedTwice() throws Exception {
    Path root = folder.resolve("root");
    Path journal = Files.createDirectories(root.resolve("var/log/journal").resolve(MACHINE));
    String entries =
        entry("1".repeat(32), FIRST_BOOT, "the first boot")
            + entry("2".repeat(32), LAST_BOOT, "app.service: Failed with result 'exit-code'.");
    Path export = Files.writeString(folder.resolve("entries"), entries);
    run(
        "/lib/systemd/systemd-journal-remote",
        "-o",
        journal.resolve("system.journal").toString(),
        export.toString());
    disk = folder.resolve("disk.img");
    run("truncate", "-s", "64M", disk.toString());
    run("sgdisk", "-n", "1:2048:0", disk.toString());
    Path ext = folder.resolve("root.ext4");
    run("truncate", "-s", "48M", ext.toString());
    run("mkfs.ext4", "-q", "-d", root.toString(), ext.toString());
    run("dd", "if=" + ext, "of=" + disk, "bs=1M", "seek=1", "conv=notrunc,sparse", "status=none");
  }

  /** Of the journal export format; times in microseconds. */
  private static String entry(String boot, Instant when, String message) {
    return """
    __REALTIME_TIMESTAMP=%d000000
    __MONOTONIC_TIMESTAMP=7000000
    _BOOT_ID=%s
    _MACHINE_ID=%s
    _HOSTNAME=here
    _PID=1
    _COMM=systemd
    SYSLOG_IDENTIFIER=systemd
    PRIORITY=4
    MESSAGE=%s

    """
        .formatted(when.getEpochSecond(), boot, MACHINE, message);
  }

  @Test
  void theLastBootOfARawDiskIsRead() throws Exception {
    assertThat(text(read(disk, Instant.MIN)))
        .contains("systemd[1]: app.service: Failed with result 'exit-code'.")
        .doesNotContain("the first boot");
  }

  @Test
  void whatAGuestWroteOverAnImageIsRead() throws Exception {
    Path overlay = folder.resolve("overlay.qcow2");
    run(
        "qemu-img",
        "create",
        "-q",
        "-f",
        "qcow2",
        "-b",
        disk.toString(),
        "-F",
        "raw",
        overlay.toString());

    assertThat(text(read(overlay, LAST_BOOT.minusSeconds(5)))).contains("app.service");
  }

  @Test
  void aBootBeforeTheOneAskedForIsNone() throws Exception {
    assertThat(read(disk, LAST_BOOT.plusSeconds(5)))
        .isEqualTo(
            new DiskJournal.Journal.None(
                "its last boot ended at 2026-11-30T13:00:00Z, before this one"));
  }

  @Test
  void aDiskWithoutOneSaysSo() throws Exception {
    run(
        "debugfs",
        "-w",
        "-R",
        "rm /var/log/journal/%s/system.journal".formatted(MACHINE),
        disk + "?offset=1048576");

    assertThat(read(disk, Instant.MIN))
        .isEqualTo(
            new DiskJournal.Journal.None(
                "no ext2, ext3 or ext4 in it has a folder /var/log/journal"));
  }

  private static DiskJournal.Journal read(Path disk, Instant since) throws Exception {
    return DiskJournal.read(
        (ImageFile) ImageInspector.look(disk),
        new SurveyRequest(
            disk,
            Optional.empty(),
            "",
            Map.of(),
            System.getenv(),
            Duration.ofSeconds(30),
            1L << 30,
            LocalDate.of(2026, 11, 30)),
        since);
  }

  private static String text(DiskJournal.Journal journal) {
    assertThat(journal).isInstanceOf(DiskJournal.Journal.Text.class);
    return ((DiskJournal.Journal.Text) journal).text();
  }

  private static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + " failed: " + said);
    }
  }
}
