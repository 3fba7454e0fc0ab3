package dev.bootwitness.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashesTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1000);

  @TempDir Path folder;

  /** Otherwise a file made just before the first build would be hashed in every later run. */
  @Test
  void aFileThatWasTooYoungIsRememberedWhenItIsSeenAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("input"), "content");
    Path index = folder.resolve("index");
    String first = hash(index, file);
    Files.setLastModifiedTime(index, LONG_AGO);

    assertThat(hash(index, file)).isEqualTo(first);

    assertThat(Files.getLastModifiedTime(index)).isGreaterThan(LONG_AGO);
  }

  @Test
  void anIndexOfOlderFilesIsLeftAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("input"), "content");
    Path index = folder.resolve("index");
    String first = hash(index, file);
    FileTime later = FileTime.fromMillis(System.currentTimeMillis() + 60_000);
    Files.setLastModifiedTime(index, later);

    assertThat(hash(index, file)).isEqualTo(first);

    assertThat(Files.getLastModifiedTime(index)).isEqualTo(later);
  }

  private static String hash(Path index, Path file) throws Exception {
    FileHashes hashes = FileHashes.at(index);
    String hash = hashes.of(file, FileHashes.State.of(file));
    hashes.keep();
    return hash;
  }
}
