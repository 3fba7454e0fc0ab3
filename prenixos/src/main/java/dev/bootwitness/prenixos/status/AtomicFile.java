package dev.bootwitness.prenixos.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that a reader sees the old text or the new one, never a part (rename(2)). */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Puts this text in the place of what the file has.
   *
   * @throws IOException if the folder is missing or full
   */
  public static void write(Path file, String text) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(parent, "." + file.getFileName(), ".new");
    try {
      Files.writeString(part, text);
      part.toFile().setReadable(true, false);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
