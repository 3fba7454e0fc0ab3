package dev.bootwitness.diagnosis.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A part of a stream that is read later: a small one in memory, a larger one in a file. */
final class KeptBytes {

  /** Some dozens wait at the same time. */
  private static final int MOST_IN_MEMORY = 2 << 20;

  /** A larger log than this is cut, so that an archive cannot fill the disk. */
  private static final long MOST = 1L << 30;

  private static final OpenOption[] ONCE = {
    StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE
  };

  private final byte[] memory;
  private final Optional<Path> file;

  private KeptBytes(byte[] memory, Optional<Path> file) {
    this.memory = memory;
    this.file = file;
  }

  /** Reads {@code in} to its end, or as far as a log is read. */
  static KeptBytes of(InputStream in) throws IOException {
    byte[] first = in.readNBytes(MOST_IN_MEMORY);
    if (first.length < MOST_IN_MEMORY) {
      return new KeptBytes(first, Optional.empty());
    }
    Path file = Files.createTempFile("bootwitness-", ".log");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(first);
      byte[] buffer = new byte[1 << 16];
      long kept = first.length;
      for (int n = in.read(buffer); n >= 0 && kept < MOST; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        kept += n;
      }
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return new KeptBytes(new byte[0], Optional.of(file));
  }

  /** Opens it, once; closing removes the file. */
  InputStream open() throws IOException {
    return file.isPresent()
        ? Files.newInputStream(file.get(), ONCE)
        : new ByteArrayInputStream(memory);
  }
}
