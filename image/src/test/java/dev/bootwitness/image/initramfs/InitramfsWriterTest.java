package dev.bootwitness.image.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitramfsWriterTest {

  private static final String LIST =
      """
      dir /dev 0755 0 0
      nod /dev/console 0600 0 5 c 5 1
      nod /dev/vda 0660 0 6 b 254 16
      file /init content 4755 1000 100
      file /bin-a content 0755 0 0 /bin-b /bin-c
      slink /grün ../dev/é 0777 0 0
      pipe /p 0600 0 0
      sock /s 0640 7 0
      """;

  @TempDir Path dir;

  @BeforeEach
  void content() throws Exception {
    Files.writeString(dir.resolve("content"), "hello");
  }

  @Test
  void theArchiveHoldsWhatTheListSays() throws Exception {
    // Mode with type, uid:gid, links, name, then device numbers or content.
    assertThat(readBack(write(1_700_000_000)))
        .containsExactly(
            "040755 0:0 links 2 dev",
            "020600 0:5 links 1 dev/console 5,1",
            "060660 0:6 links 1 dev/vda 254,16",
            "104755 1000:100 links 1 init hello",
            "100755 0:0 links 3 bin-a ",
            "100755 0:0 links 3 bin-b ",
            "100755 0:0 links 3 bin-c hello",
            "120777 0:0 links 1 grün ../dev/é",
            "010600 0:0 links 1 p",
            "140640 7:0 links 1 s");
  }

  @Test
  void hardLinksShareAnInodeThatNothingElseHas() throws Exception {
    List<Long> inodes = new ArrayList<>();
    for (CpioArchiveEntry entry : entries(write(0))) {
      inodes.add(entry.getInode());
    }
    assertThat(inodes).containsExactly(1L, 2L, 3L, 4L, 5L, 5L, 5L, 6L, 7L, 8L);
  }

  @Test
  void everyEntryHasTheTimeAskedFor() throws Exception {
    assertThat(entries(write(1_700_000_000)))
        .extracting(CpioArchiveEntry::getTime)
        .containsOnly(1_700_000_000L);
  }

  @Test
  void theBytesDoNotDependOnWhenTheFilesWereWritten() throws Exception {
    byte[] first = write(0);
    Files.setLastModifiedTime(dir.resolve("content"), FileTime.fromMillis(86_400_000));
    assertThat(write(0)).isEqualTo(first);
  }

  @Test
  void aTimeThatDoesNotFitTheHeaderIsRefused() {
    assertThatThrownBy(() -> write(1L << 32)).isInstanceOf(IllegalArgumentException.class);
  }

  private byte[] write(long mtime) throws Exception {
    Path list = Files.writeString(dir.resolve("root.list"), LIST);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InitramfsWriter.write(InitramfsList.parse(list, Map.of()), out, mtime);
    return out.toByteArray();
  }

  private static List<CpioArchiveEntry> entries(byte[] archive) throws Exception {
    List<CpioArchiveEntry> entries = new ArrayList<>();
    try (CpioArchiveInputStream cpio = open(archive)) {
      CpioArchiveEntry entry;
      while ((entry = cpio.getNextEntry()) != null) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static List<String> readBack(byte[] archive) throws Exception {
    List<String> lines = new ArrayList<>();
    try (CpioArchiveInputStream cpio = open(archive)) {
      CpioArchiveEntry entry;
      while ((entry = cpio.getNextEntry()) != null) {
        String line =
            "%06o %d:%d links %d %s"
                .formatted(
                    entry.getMode(),
                    entry.getUID(),
                    entry.getGID(),
                    entry.getNumberOfLinks(),
                    entry.getName());
        if (entry.isCharacterDevice() || entry.isBlockDevice()) {
          line += " " + entry.getRemoteDeviceMaj() + "," + entry.getRemoteDeviceMin();
        } else if (entry.isRegularFile() || entry.isSymbolicLink()) {
          line += " " + new String(cpio.readAllBytes(), StandardCharsets.UTF_8);
        }
        lines.add(line);
      }
    }
    return lines;
  }

  private static CpioArchiveInputStream open(byte[] archive) throws Exception {
    return new CpioArchiveInputStream(
        new GZIPInputStream(new ByteArrayInputStream(archive)), StandardCharsets.UTF_8.name());
  }
}
