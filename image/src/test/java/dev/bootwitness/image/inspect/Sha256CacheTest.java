package dev.bootwitness.image.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.base.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256CacheTest {

  private static final InstantSource LATER =
      InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

  @TempDir Path dir;

  @Test
  void aLargeFileIsHashedOnceAsLongAsItStaysTheSame() throws Exception {
    Path file = large((byte) 1);
    Sha256Cache cache = new Sha256Cache(dir.resolve("cache"), LATER);
    String digest = cache.digest(file);
    assertThat(digest).isEqualTo(Sha256.of(file));

    // The entry alone can tell whether the second answer came from it.
    Path entry = entries().getFirst();
    Files.writeString(entry, Files.readString(entry).replace(digest, "remembered"));
    assertThat(cache.digest(file)).isEqualTo("remembered");
  }

  @Test
  void aChangedFileIsHashedAgainThoughItsSizeAndTimeAreAsBefore() throws Exception {
    Path file = large((byte) 1);
    FileTime time = Files.getLastModifiedTime(file);
    Sha256Cache cache = new Sha256Cache(dir.resolve("cache"), LATER);
    cache.digest(file);

    large((byte) 2);
    Files.setLastModifiedTime(file, time);

    assertThat(cache.digest(file)).isEqualTo(Sha256.of(file));
  }

  @Test
  void aFileChangedAMomentAgoIsNotRemembered() throws Exception {
    Path file = large((byte) 1);
    InstantSource sameMoment = InstantSource.fixed(changed(file));
    new Sha256Cache(dir.resolve("cache"), sameMoment).digest(file);
    assertThat(dir.resolve("cache")).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeWrittenOnlyCostsTime() throws Exception {
    Path file = large((byte) 3);
    Path notADirectory = Files.createFile(dir.resolve("cache"));
    assertThat(new Sha256Cache(notADirectory, LATER).digest(file)).isEqualTo(Sha256.of(file));
  }

  private Path large(byte last) throws Exception {
    byte[] content = new byte[(int) Sha256Cache.WORTH_REMEMBERING];
    content[content.length - 1] = last;
    return Files.write(dir.resolve("image"), content);
  }

  private List<Path> entries() throws Exception {
    try (Stream<Path> entries = Files.list(dir.resolve("cache"))) {
      return entries.toList();
    }
  }

  private static Instant changed(Path file) throws Exception {
    return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
  }
}
