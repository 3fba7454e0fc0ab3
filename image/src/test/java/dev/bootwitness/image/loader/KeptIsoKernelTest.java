package dev.bootwitness.image.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptIsoKernelTest {

  @TempDir Path cache;

  @Test
  void ofTwoRunsThatCopyAtOnceTheFirstIsKept() throws IOException {
    Path first = folder("first");
    Path second = folder("second");
    Files.writeString(first.resolve("kernel"), "of the first");
    Files.writeString(second.resolve("kernel"), "of the second");

    IsoKernels.keep(first, cache.resolve("place"));
    IsoKernels.keep(second, cache.resolve("place"));

    assertThat(cache.resolve("place/kernel")).hasContent("of the first");
  }

  @Test
  void copiesThatCannotBeKeptAreReported() {
    assertThatThrownBy(() -> IsoKernels.keep(cache.resolve("gone"), cache.resolve("place")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(cache.resolve(name));
  }
}
