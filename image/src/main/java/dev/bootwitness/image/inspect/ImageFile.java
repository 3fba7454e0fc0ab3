package dev.bootwitness.image.inspect;

import java.nio.file.Path;
import java.util.List;

/**
 * A file of a known kind.
 *
 * @param path as it was given
 * @param bytes its length
 * @param sha256 of the whole file, lower-case hex; with a backing chain, of all its digests
 * @param backing the files with the rest of a qcow2 disk's content, nearest first
 */
public record ImageFile(Path path, ImageKind kind, long bytes, String sha256, List<Path> backing)
    implements Inspection {

  /** Copies the list. */
  public ImageFile {
    backing = List.copyOf(backing);
  }

  /** A self-contained file. */
  public ImageFile(Path path, ImageKind kind, long bytes, String sha256) {
    this(path, kind, bytes, sha256, List.of());
  }
}
