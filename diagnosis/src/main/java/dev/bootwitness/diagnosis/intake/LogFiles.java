package dev.bootwitness.diagnosis.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The logs that some words name, one after the other: a file; all files below a folder, in which a
 * run's record counts as one; what a pattern with {@code *} matches; the files in a tar or zip
 * archive, compressed or not.
 *
 * <p>Nothing is read before its turn, and a file that cannot be read stops nothing: opening it says
 * why. An archive in an archive is not opened. For one thread.
 */
public final class LogFiles implements Iterator<LogFile>, AutoCloseable {

  private final Iterator<Path> paths;
  private @Nullable ArchivedLogs archive;
  private @Nullable LogFile next;

  /** The logs of these words. */
  public LogFiles(List<String> words) {
    this.paths = new PathsNamed(words);
  }

  /** Whether a word names more than one log. */
  public static boolean isMany(String word) {
    Path path = Path.of(word);
    if (Files.isDirectory(path)) {
      return !PathsNamed.isRecord(path);
    }
    try {
      return Files.isRegularFile(path)
          ? ArchivedLogs.isArchive(path)
          : !Files.exists(path) && PathsNamed.isPattern(word);
    } catch (IOException e) {
      return false; // Reading it will say why.
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      ArchivedLogs inside = archive;
      if (inside != null && inside.hasNext()) {
        next = inside.next();
      } else if (inside != null) {
        inside.close();
        archive = null;
      } else if (paths.hasNext()) {
        take(paths.next());
      } else {
        return false;
      }
    }
    return true;
  }

  private void take(Path path) {
    try {
      if (PathsNamed.isRecord(path)) {
        next = LogFile.record(path, modified(path));
      } else if (Files.isRegularFile(path) && ArchivedLogs.isArchive(path)) {
        archive = ArchivedLogs.open(path);
      } else {
        next = LogFile.of(path.toString(), modified(path), () -> Files.newInputStream(path));
      }
    } catch (IOException e) {
      next = LogFile.unreadable(path.toString(), e);
    } catch (RuntimeException e) {
      next = LogFile.unreadable(path.toString(), new IOException(e.toString(), e));
    }
  }

  private static Instant modified(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toInstant();
  }

  @Override
  public LogFile next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LogFile log = Objects.requireNonNull(next);
    next = null;
    return log;
  }

  @Override
  public void close() {
    ArchivedLogs inside = archive;
    if (inside != null) {
      inside.close();
    }
  }
}
