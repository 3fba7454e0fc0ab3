package dev.bootwitness.diagnosis.intake;

import dev.bootwitness.diagnosis.log.Decompression;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** The files in a tar or zip archive, read in their order. */
final class ArchivedLogs implements Iterator<LogFile>, AutoCloseable {

  /** POSIX.1-1988, "ustar Interchange Format": the magic of a header. */
  private static final int TAR_MAGIC_AT = 257;

  private static final int HEAD = 512;
  private static final byte[] TAR = "ustar".getBytes(StandardCharsets.US_ASCII);

  /** APPNOTE.TXT, section 4.3.7: a local file header. */
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final Path path;
  private final ArchiveInputStream<?> archive;
  private @Nullable LogFile next;
  private boolean over;

  private ArchivedLogs(Path path, ArchiveInputStream<?> archive) {
    this.path = path;
    this.archive = archive;
  }

  static boolean isArchive(Path file) throws IOException {
    try (InputStream in = Decompression.off(Files.newInputStream(file))) {
      byte[] head = in.readNBytes(HEAD);
      return isTar(head) || begins(head, 0, ZIP);
    }
  }

  private static boolean isTar(byte[] head) {
    return begins(head, TAR_MAGIC_AT, TAR);
  }

  private static boolean begins(byte[] head, int at, byte[] magic) {
    return head.length >= at + magic.length
        && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
  }

  static ArchivedLogs open(Path file) throws IOException {
    InputStream in =
        new BufferedInputStream(Decompression.off(Files.newInputStream(file)), HEAD * 128);
    in.mark(HEAD);
    boolean tar = isTar(in.readNBytes(HEAD));
    in.reset();
    return new ArchivedLogs(
        file, tar ? new TarArchiveInputStream(in) : new ZipArchiveInputStream(in));
  }

  @Override
  public boolean hasNext() {
    while (next == null && !over) {
      try {
        ArchiveEntry entry = archive.getNextEntry();
        if (entry == null) {
          over = true;
        } else if (!entry.isDirectory() && entry.getSize() != 0) {
          next = log(entry);
        }
      } catch (IOException | RuntimeException e) {
        // What comes after it cannot be found. The name is not the archive's own: that is opened.
        over = true;
        next =
            LogFile.unreadable(
                path + "!/…", e instanceof IOException io ? io : new IOException(e.toString(), e));
      }
    }
    return next != null;
  }

  private LogFile log(ArchiveEntry entry) throws IOException {
    KeptBytes kept = KeptBytes.of(archive);
    return LogFile.of(
        path + "!/" + entry.getName(), entry.getLastModifiedDate().toInstant(), kept::open);
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
    try {
      archive.close();
    } catch (IOException e) {
      // All of it has been read.
    }
  }
}
