package dev.bootwitness.report.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Gives a complete file the first free name of a series: {@code name.md}, {@code name-2.md}, …
 * Nothing is replaced, even if other processes do the same.
 *
 * @param link makes a second link to a file; a parameter, since not every file system supports
 *     links
 */
record Placing(Link link) {

  /** Like link(2), which never replaces a file. */
  static final Placing BY_LINK = new Placing(Files::createLink);

  private static final int MOST_OF_A_NAME = 1000;

  /** A way to make a second link. */
  @FunctionalInterface
  interface Link {
    Path create(Path link, Path existing) throws IOException;
  }

  /**
   * Places it.
   *
   * @param whole a file in the same folder, which may be moved
   * @return where it is now
   */
  Path place(Path whole, Path into, String name, String ending) throws IOException {
    for (int n = 1; n <= MOST_OF_A_NAME; n++) {
      Path to = into.resolve(name + (n == 1 ? "" : "-" + n) + ending);
      try {
        return linked(whole, to);
      } catch (FileAlreadyExistsException e) {
        // The next number.
      }
    }
    throw new FileAlreadyExistsException(into.resolve(name + ending).toString());
  }

  private Path linked(Path whole, Path to) throws IOException {
    try {
      return link.create(to, whole);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return reserved(whole, to);
    }
  }

  /** Without links: an empty file of ours takes the name, and the complete file replaces it. */
  private static Path reserved(Path whole, Path to) throws IOException {
    Files.createFile(to);
    try {
      return Files.move(whole, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(to);
      throw e;
    }
  }
}
