package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of mode 0700 with an unguessable name; {@link #close} removes it with all its
 * content.
 *
 * <p>The name starts with this process's id ({@code bw-<pid>-}), and an {@link OwnerMark} in it
 * shows whether that process lives, so that the leftovers of a killed run can be distinguished from
 * what a living run uses ({@link Leftovers}).
 */
public final class PrivateDirectory implements AutoCloseable {

  /** Bytes of {@code sun_path} in {@code struct sockaddr_un} without its final NUL (unix(7)). */
  private static final int SUN_PATH = 107;

  /** Room for {@code /bw-<pid>-<random 19 digits>/} and a socket's name of 16 bytes. */
  private static final int NAMES = 48;

  /** The mark's name. */
  static final String MARK = "owner";

  private final Path path;
  private final OwnerMark mark;

  private PrivateDirectory(Path path) throws IOException {
    this.path = path;
    this.mark = OwnerMark.hold(path.resolve(MARK));
  }

  /**
   * A directory for sockets, on the user's run-time file system if there is one.
   *
   * @throws IOException when no place is writable and short enough for a socket's path
   */
  public static PrivateDirectory forSockets() throws IOException {
    return in(socketBases().stream().filter(PrivateDirectory::shortEnough).toList());
  }

  static List<Path> socketBases() {
    List<Path> bases = new ArrayList<>();
    @Nullable String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && runtime.startsWith("/")) {
      bases.add(Path.of(runtime));
    }
    bases.add(Path.of(System.getProperty("java.io.tmpdir")));
    bases.add(Path.of("/tmp"));
    return bases;
  }

  /**
   * A directory for disks, which may grow to many GiB: {@code $TMPDIR}, else {@code /var/tmp},
   * since {@code /tmp} and the run-time directory are often memory (file-hierarchy(7)).
   */
  public static PrivateDirectory forDisks() throws IOException {
    return in(diskBases());
  }

  /**
   * Directories for disks, of which the first writable one is used: {@code $TMPDIR} comes first
   * (tmpfile(3)).
   */
  static List<Path> diskBases() {
    List<Path> bases = new ArrayList<>();
    @Nullable String chosen = System.getenv("TMPDIR");
    if (chosen != null && chosen.startsWith("/")) {
      bases.add(Path.of(chosen));
    }
    bases.add(Path.of("/var/tmp"));
    bases.add(Path.of(System.getProperty("java.io.tmpdir")));
    return bases;
  }

  /** The place of the next directory for disks; empty when there is none. */
  public static Optional<Path> disksPlace() {
    return diskBases().stream().filter(PrivateDirectory::usable).findFirst();
  }

  private static boolean usable(Path base) {
    return Files.isDirectory(base) && Files.isWritable(base);
  }

  /** A directory in the first of these that can be written to. */
  static PrivateDirectory in(List<Path> bases) throws IOException {
    for (Path base : bases) {
      if (usable(base)) {
        return new PrivateDirectory(
            Files.createTempDirectory(
                base,
                "bw-" + ProcessHandle.current().pid() + "-",
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------"))));
      }
    }
    throw new IOException("no writable directory among " + bases);
  }

  static boolean shortEnough(Path base) {
    return base.toString().length() + NAMES <= SUN_PATH;
  }

  /** The directory itself. */
  public Path path() {
    return path;
  }

  /** A file in it. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Removes the directory and all it holds; does nothing the second time. */
  @Override
  public void close() throws IOException {
    try (mark) {
      remove(path);
    }
  }

  /** Removes a directory with all it holds; links are not followed. */
  static void remove(Path directory) throws IOException {
    try {
      Files.walkFileTree(directory, new Remover());
    } catch (NoSuchFileException _) {
      // Gone already.
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed)
        throws IOException {
      if (failed != null) {
        throw failed;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
