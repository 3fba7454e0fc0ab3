package dev.bootwitness.diagnosis.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<LogFile> all(String... words) {
    List<LogFile> all = new ArrayList<>();
    try (LogFiles files = new LogFiles(List.of(words))) {
      files.forEachRemaining(all::add);
    }
    return all;
  }

  private List<String> names(String... words) {
    return all(words).stream().map(log -> log.name().replace(folder + "/", "")).toList();
  }

  private static String text(LogFile log) throws IOException {
    try (InputStream in = log.content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFolderIsReadInOrderOfNamesWithoutHiddenFilesAndLinksToFolders() throws IOException {
    file("b/2.log", "");
    file("b/1.log", "");
    file("a.log", "");
    file("b/.git/config", "");
    Files.createSymbolicLink(folder.resolve("c"), folder);

    assertThat(names(folder.toString())).containsExactly("a.log", "b/1.log", "b/2.log");
  }

  @Test
  void aRecordBelowAFolderIsOneLog() throws IOException {
    file("runs/x/events.jsonl", "");
    file("runs/x/serial.txt", "");

    assertThat(all(folder.toString()))
        .singleElement()
        .satisfies(log -> assertThat(log.folder()).contains(folder.resolve("runs/x")));
    assertThat(LogFiles.isMany(folder.resolve("runs/x").toString())).isFalse();
    assertThat(LogFiles.isMany(folder.resolve("runs").toString())).isTrue();
  }

  @Test
  void aPatternMatchesBelowItsFixedPart() throws IOException {
    file("n/1/console.log", "");
    file("n/2/console.log", "");
    file("n/2/other.txt", "");

    assertThat(names(folder + "/n/*/console.log"))
        .containsExactly("n/1/console.log", "n/2/console.log");
    assertThat(names(folder + "/**.txt")).containsExactly("n/2/other.txt");
  }

  @Test
  void aPatternMayMatchAFolderOrARecord() throws IOException {
    file("n/job-1/console.log", "");
    file("n/job-2/events.jsonl", "");
    file("n/job-2/serial.txt", "");

    assertThat(names(folder + "/n/job-*")).containsExactly("n/job-1/console.log", "n/job-2");
    assertThat(names(folder + "/n/*/serial.txt")).containsExactly("n/job-2/serial.txt");
  }

  @Test
  void aNameThatIsNoPatternIsAFileThatIsNotThere() {
    assertThat(names(folder + "/boot[1.log")).containsExactly("boot[1.log");
  }

  @Test
  void aFileWithAWildcardInItsNameIsThatFile() throws IOException {
    file("a[1].log", "x");

    assertThat(names(folder + "/a[1].log")).containsExactly("a[1].log");
    assertThat(LogFiles.isMany(folder + "/a[1].log")).isFalse();
  }

  @Test
  void aCompressedTarIsReadEntryByEntry() throws IOException {
    Path tar = folder.resolve("night.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(tar));
        TarArchiveOutputStream archive = new TarArchiveOutputStream(out)) {
      entry(archive, "job/1.log", "one");
      entry(archive, "job/2.log", "x".repeat(3 << 20));
    }

    List<LogFile> logs = all(tar.toString());
    assertThat(logs)
        .extracting(LogFile::name)
        .containsExactly(tar + "!/job/1.log", tar + "!/job/2.log");
    assertThat(logs.getFirst().modified()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(text(logs.get(0))).isEqualTo("one");
    assertThat(text(logs.get(1))).hasSize(3 << 20);
  }

  private static void entry(TarArchiveOutputStream archive, String name, String text)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(text.length());
    entry.setModTime(1_700_000_000_000L);
    archive.putArchiveEntry(entry);
    archive.write(text.getBytes(StandardCharsets.US_ASCII));
    archive.closeArchiveEntry();
  }

  @Test
  void aZipIsReadEntryByEntry() throws IOException {
    Path zip = folder.resolve("logs.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a.log"));
      out.write("text".getBytes(StandardCharsets.US_ASCII));
    }

    assertThat(LogFiles.isMany(zip.toString())).isTrue();
    List<LogFile> logs = all(zip.toString());
    assertThat(logs).extracting(LogFile::name).containsExactly(zip + "!/a.log");
    assertThat(text(logs.getFirst())).isEqualTo("text");
  }

  @Test
  void aDamagedArchiveKeepsWhatCameBeforeAndStopsNothing() throws IOException {
    Path tar = folder.resolve("cut.tar");
    try (TarArchiveOutputStream archive = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      entry(archive, "1.log", "one");
      entry(archive, "2.log", "y".repeat(5000));
    }
    byte[] whole = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(whole, 2000));
    Path after = file("z.log", "after");

    List<LogFile> logs = all(tar.toString(), after.toString());
    assertThat(logs)
        .extracting(LogFile::name)
        .startsWith(tar + "!/1.log")
        .endsWith(after.toString());
    assertThatThrownBy(() -> text(logs.get(1))).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNotThereSaysSoWhenItIsOpened() {
    assertThat(all(folder + "/gone.log"))
        .singleElement()
        .satisfies(log -> assertThatThrownBy(() -> text(log)).isInstanceOf(IOException.class));
  }
}
