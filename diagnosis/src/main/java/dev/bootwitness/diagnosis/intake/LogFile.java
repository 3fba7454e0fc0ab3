package dev.bootwitness.diagnosis.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One log among many.
 *
 * @param name the path, and after {@code !/} the name in an archive
 * @param modified when it was last written; the epoch if that is not known
 * @param folder of a run's record, if it is one; then there is no content
 * @param content opens it; a log of an archive can be opened once
 */
public record LogFile(String name, Instant modified, Optional<Path> folder, Content content) {

  /** Opens a log. */
  @FunctionalInterface
  public interface Content {
    /**
     * The bytes as they are in the file.
     *
     * @throws IOException when it cannot be read
     */
    InputStream open() throws IOException;
  }

  static LogFile record(Path folder, Instant modified) {
    return new LogFile(
        folder.toString(),
        modified,
        Optional.of(folder),
        () -> {
          throw new IOException(folder + " is a record");
        });
  }

  static LogFile of(String name, Instant modified, Content content) {
    return new LogFile(name, modified, Optional.empty(), content);
  }

  /** One that cannot be read; opening it says why. */
  static LogFile unreadable(String name, IOException why) {
    return of(
        name,
        Instant.EPOCH,
        () -> {
          throw why;
        });
  }
}
