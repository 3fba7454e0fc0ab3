package dev.bootwitness.image.loader;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The result of looking for the kernel that an image's own boot loader would start. */
public sealed interface IsoKernel {

  /**
   * The kernel, copied out of the image.
   *
   * @param initrd all of the loader's initrds one after the other, as the kernel would get them
   */
  record Extracted(LoaderEntry entry, Path kernel, Optional<Path> initrd) implements IsoKernel {}

  /**
   * No entry could be read.
   *
   * @param reason in a sentence
   * @param lookedAt what was read, and what is wrong with it; may be empty
   */
  record NotFound(String reason, List<String> lookedAt) implements IsoKernel {
    public NotFound {
      lookedAt = List.copyOf(lookedAt);
    }
  }
}
