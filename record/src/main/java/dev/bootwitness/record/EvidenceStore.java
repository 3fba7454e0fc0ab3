package dev.bootwitness.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The captured files of a run, in {@code evidence/}: each complete or absent, each announced by an
 * {@link Event.EvidenceKept} with its sha256, and all of them bounded in number and size.
 *
 * <p>Texts are written with the run's secrets blanked. Pictures and memory are not blanked: a
 * guest's memory is kept with everything in it. Thread-safe; like the record it belongs to, it
 * never throws because a disk is full.
 */
public final class EvidenceStore {

  /** A run whose screen keeps changing must not fill the disk. */
  static final int MOST_FILES = 200;

  static final long MOST_BYTES = 64L << 20;

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final RecordWriter record;
  private final SecretMask mask;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Path> kept = new CopyOnWriteArrayList<>();
  private int files;
  private long bytes;

  EvidenceStore(RecordWriter record, SecretMask mask) {
    this.record = record;
    this.mask = mask;
  }

  /**
   * Keeps a text, in UTF-8.
   *
   * @param name without folder, with an extension that shows its type; a number is put before the
   *     extension, so that two files of one name can coexist
   * @param about what it shows and why it was kept, in a sentence
   * @return what the record says about it; empty when it was not kept for lack of room
   */
  public Optional<Event.EvidenceKept> text(String name, String about, String text) {
    return bytes(name, about, mask.text(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps bytes as they are; see {@link #text}. */
  public Optional<Event.EvidenceKept> bytes(String name, String about, byte[] content) {
    lock.lock();
    try {
      if (files >= MOST_FILES || bytes + content.length > MOST_BYTES) {
        return Optional.empty();
      }
      Path file = place(name);
      Path aside = aside(file);
      Files.createFile(aside, PRIVATE);
      Files.write(aside, content);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      bytes += content.length;
      return Optional.of(kept(file, about));
    } catch (IOException e) {
      record.failed("evidence/" + name, e);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Writes one file at a given place. */
  @FunctionalInterface
  public interface FileMaker<E extends Exception> {
    /**
     * Makes the file.
     *
     * @param file absolute, not there yet
     */
    void write(Path file) throws E, InterruptedException;
  }

  /**
   * Keeps a file that somebody else writes, however large; the caller ensures that the disk has
   * room.
   *
   * @throws E what the maker throws; whatever it left is then removed
   */
  public <E extends Exception> Optional<Event.EvidenceKept> file(
      String name, String about, FileMaker<E> maker) throws E, InterruptedException {
    lock.lockInterruptibly();
    try {
      Path file = place(name);
      Path aside = aside(file);
      try {
        maker.write(aside);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        discard(aside);
      }
      return Optional.of(kept(file, about));
    } catch (IOException e) {
      record.failed("evidence/" + name, e);
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** The names of the files that were kept and no longer exist. */
  List<String> gone() {
    return kept.stream()
        .filter(file -> !Files.exists(file))
        .map(file -> "evidence/" + file.getFileName())
        .toList();
  }

  private Path place(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,40}\\.[a-z0-9]{1,8}")) {
      throw new IllegalArgumentException("\"" + name + "\" is no name for an evidence file");
    }
    int dot = name.indexOf('.');
    files++;
    return record
        .directory()
        .evidence()
        .resolve("%03d-%s%s".formatted(files, name.substring(0, dot), name.substring(dot)));
  }

  /** Where a file is written until it is complete; the leading dot keeps it out of every list. */
  private static Path aside(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".new");
  }

  private Event.EvidenceKept kept(Path file, String about) throws IOException {
    Event.EvidenceKept kept =
        new Event.EvidenceKept(
            "evidence/" + file.getFileName(), about, sha256(file), Files.size(file));
    this.kept.add(file);
    record.append(kept);
    return kept;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // An incomplete file that no event names.
    }
  }
}
