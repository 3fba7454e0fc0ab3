package dev.bootwitness.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The images in which nothing was found today, so that runs from a checkpoint do not read them
 * again; the day counts because accounts expire. A cache that cannot be used costs time, never an
 * error.
 */
final class KnownImages {

  /** Changed whenever the same image would give another result. */
  private static final String VERSION = "1";

  private final Path folder;

  KnownImages(Path folder) {
    this.folder = folder;
  }

  /** The summary that was remembered for that key today. */
  Optional<String> recall(String key) {
    try {
      String[] lines = Files.readString(folder.resolve(key)).split("\n", 2);
      return lines.length == 2 && lines[0].equals(today())
          ? Optional.of(lines[1])
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void remember(String key, String summary) {
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, ".new", "");
      Files.writeString(fresh, today() + "\n" + summary);
      Files.move(fresh, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // It is read again next time.
      return;
    }
  }

  private static String today() {
    return VERSION + " " + LocalDate.now(ZoneOffset.UTC);
  }
}
