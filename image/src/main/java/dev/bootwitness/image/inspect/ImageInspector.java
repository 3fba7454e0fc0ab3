package dev.bootwitness.image.inspect;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.image.Interruption;
import dev.bootwitness.image.inspect.UnreadableImage.Reason;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Determines what a file is before a machine gets it.
 *
 * <p>It judges by content, never by name. Immutable and thread-safe.
 */
public final class ImageInspector {

  private static final String WANTED =
      "Name a bootable image: an ISO 9660 image, a qcow2 or raw disk, or a Linux kernel.";

  private final Digests digests;

  /** How files get their digests. */
  @FunctionalInterface
  private interface Digests {
    String digest(Path file) throws IOException;
  }

  /**
   * @param cacheDirectory where digests of large files are remembered; created when first needed
   */
  public ImageInspector(Path cacheDirectory) {
    this(new Sha256Cache(cacheDirectory, InstantSource.system())::digest);
  }

  private ImageInspector(Digests digests) {
    this.digests = digests;
  }

  /**
   * Recognises the file and hashes all of it.
   *
   * @throws InterruptedException when the thread is interrupted while reading
   */
  public Inspection inspect(Path path) throws InterruptedException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        return notAFile(path, attributes);
      }
      if (attributes.size() == 0) {
        return new UnreadableImage(
            path,
            Reason.EMPTY,
            path + " is an empty file.",
            "Was its download or build cut short? Make it again.");
      }
      return recognise(path, attributes.size());
    } catch (IOException e) {
      Interruption.rethrow(e);
      return unreadable(path, e);
    }
  }

  /** Recognises the file without reading all of it; the digest of the result is empty. */
  public static Inspection look(Path path) throws InterruptedException {
    return new ImageInspector(_ -> "").inspect(path);
  }

  private Inspection recognise(Path path, long bytes) throws IOException {
    byte[] head = head(path);
    Optional<ImageKind> kind = Magic.of(head);
    if (kind.isEmpty()) {
      return new UnreadableImage(
          path,
          Reason.UNKNOWN_KIND,
          "%s (%d bytes) is no image of a known kind: it is %s."
              .formatted(path, bytes, Unrecognised.describe(head)),
          WANTED);
    }
    return kind.get() == ImageKind.QCOW2
        ? qcow2(path, bytes)
        : new ImageFile(path, kind.get(), bytes, digests.digest(path));
  }

  private Inspection qcow2(Path path, long bytes) throws IOException {
    return switch (BackingChain.of(path)) {
      case BackingChain.Unusable unusable ->
          new UnreadableImage(path, Reason.UNSUITABLE, unusable.message(), unusable.advice());
      case BackingChain.Chain files -> {
        List<String> all = new ArrayList<>(List.of(digests.digest(path)));
        for (Path file : files.backing()) {
          all.add(digests.digest(file));
        }
        String identity = all.size() == 1 ? all.getFirst() : Sha256.of(String.join("\n", all));
        yield new ImageFile(path, ImageKind.QCOW2, bytes, identity, files.backing());
      }
    };
  }

  /** The layout of a disk's content: qcow2 by its magic number, raw otherwise. */
  public static boolean isQcow2(Path path) throws IOException {
    return Magic.of(head(path)).filter(kind -> kind == ImageKind.QCOW2).isPresent();
  }

  private static byte[] head(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(Magic.HEAD_BYTES);
      while (head.hasRemaining() && file.read(head) >= 0) {
        // A read may return less than asked.
      }
      return Arrays.copyOf(head.array(), head.position());
    }
  }

  private static UnreadableImage notAFile(Path path, BasicFileAttributes attributes) {
    String found = attributes.isDirectory() ? "a directory" : "a device, pipe or socket";
    return new UnreadableImage(
        path, Reason.NOT_A_FILE, path + " is " + found + ", not a file.", WANTED);
  }

  /** The failure for an exception of the file system. */
  static UnreadableImage unreadable(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing(path);
      case FileNotFoundException missing -> missing(path);
      case AccessDeniedException denied ->
          new UnreadableImage(
              path,
              Reason.NO_PERMISSION,
              "%s may not be read by user %s.".formatted(path, System.getProperty("user.name")),
              "Give read permission on the file and on every folder above it.");
      default ->
          new UnreadableImage(
              path,
              Reason.READ_ERROR,
              "%s could not be read: %s.".formatted(path, e.getMessage()),
              "Check the disk or share it lies on (dmesg).");
    };
  }

  private static UnreadableImage missing(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    while (parent != null && !Files.exists(parent)) {
      absolute = parent;
      parent = parent.getParent();
    }
    return new UnreadableImage(
        path,
        Reason.MISSING,
        "%s does not exist: there is no \"%s\" in %s."
            .formatted(path, absolute.getFileName(), parent),
        "Correct the path, or build the image first.");
  }
}
