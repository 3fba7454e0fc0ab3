package dev.bootwitness.record;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that holds everything a run saw: {@code .bootwitness/runs/<UTC>-<name>/}.
 *
 * @param path the directory, absolute
 */
public record RunDirectory(Path path) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Only the owner may read it: a serial log may contain anything a guest prints. */
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** Leaves room for the stamp, a number and a suffix within the 255 bytes of a file name. */
  private static final int LONGEST_NAME = 80;

  private static final int MOST_IN_A_SECOND = 1000;

  /** Length of the date with which an id begins. */
  private static final int DAY = "2026-11-30".length();

  public RunDirectory {
    path = path.toAbsolutePath().normalize();
  }

  /**
   * Makes the directory of a new run and points {@code runs/latest} at it.
   *
   * <p>Two runs of one name in one second, in the same process or not, get separate directories:
   * the second ends in {@code -2}. A failure to set {@code latest} is ignored.
   *
   * @param project the directory that holds {@code .bootwitness}, or will hold it
   * @param name the spec's name; characters that do not belong in a file name become {@code -}
   * @throws IOException when the directory cannot be made
   */
  public static RunDirectory create(Path project, String name, Instant now) throws IOException {
    Path runs = project.resolve(".bootwitness").resolve("runs");
    Files.createDirectories(runs);
    String id = STAMP.format(now) + "-" + safeName(name);
    for (int n = 1; n <= MOST_IN_A_SECOND; n++) {
      Path path = runs.resolve(n == 1 ? id : id + "-" + n);
      try {
        // mkdir(2) either creates it or fails: the process that creates it owns it.
        Files.createDirectory(path, PRIVATE);
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      RunDirectory directory = new RunDirectory(path);
      Files.createDirectory(directory.evidence(), PRIVATE);
      directory.becomeLatest();
      return directory;
    }
    throw new FileAlreadyExistsException(
        runs.resolve(id).toString(), null, "so do " + MOST_IN_A_SECOND + " with a number after it");
  }

  /**
   * Recreates it as {@link #create} made it, if it was removed.
   *
   * @throws IOException when it cannot be made
   */
  void remake() throws IOException {
    if (!Files.isDirectory(path)) {
      Path runs = path.getParent();
      if (runs != null) {
        Files.createDirectories(runs);
      }
      Files.createDirectory(path, PRIVATE);
      if (!Files.exists(path.resolveSibling("latest"))) {
        becomeLatest();
      }
    }
    if (!Files.isDirectory(evidence())) {
      Files.createDirectory(evidence(), PRIVATE);
    }
  }

  /**
   * The directory of an existing run.
   *
   * @throws NotDirectoryException when there is no directory of that name
   */
  public static RunDirectory open(Path path) throws NotDirectoryException {
    if (!Files.isDirectory(path)) {
      throw new NotDirectoryException(path.toString());
    }
    return new RunDirectory(path);
  }

  /** The run's id: the directory's name. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Every event of the run, one JSON line each, in order. */
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** Copies of the user's packs and rules by which the run was judged; absent without any. */
  public Path knowledge() {
    return path.resolve("knowledge");
  }

  /** The day on which the run began, in UTC; empty when the directory was renamed. */
  public Optional<LocalDate> day() {
    String id = id();
    try {
      return id.length() < DAY
          ? Optional.empty()
          : Optional.of(LocalDate.parse(id.substring(0, DAY)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The bytes received from the guest's serial console, and no others. */
  public Path serialRaw() {
    return path.resolve("serial.raw");
  }

  /** The bytes received from another of the guest's serial ports; the console is port 0. */
  public Path serialRaw(int port) {
    return path.resolve("serial" + port + ".raw");
  }

  /** The console's lines as a terminal would show them, in UTF-8. */
  public Path serialText() {
    return path.resolve("serial.txt");
  }

  /** The console's session, both directions with their times, as asciicast v2. */
  public Path serialCast() {
    return path.resolve("serial.cast");
  }

  /**
   * The console's socket, or a link to it, while the run offers its console to people. It is
   * removed when the run ends, and leads nowhere after the run was killed.
   */
  public Path attachSocket() {
    return path.resolve("attach.sock");
  }

  /**
   * A link to the socket on which a running run takes requests for captures; it appears and
   * disappears with {@link #attachSocket}.
   */
  public Path captureSocket() {
    return path.resolve("capture.sock");
  }

  /** The judgement of the run. */
  public Path verdict() {
    return path.resolve("verdict.json");
  }

  /** The run for a person: one file for a browser. */
  public Path html() {
    return path.resolve("report.html");
  }

  /** The run as an investigation log in Markdown. */
  public Path markdown() {
    return path.resolve("report.md");
  }

  /** The run for a CI system. */
  public Path junit() {
    return path.resolve("junit.xml");
  }

  /** Captured files. */
  public Path evidence() {
    return path.resolve("evidence");
  }

  /** The names of the captured files, sorted; empty when there are none. */
  public List<String> evidenceNames() {
    try (Stream<Path> files = Files.list(evidence())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(); // a record of which only parts were kept
    }
  }

  private static String safeName(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-");
    safe = safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
    safe = safe.replaceAll("^[-.]+|[-.]+$", "");
    return safe.isEmpty() ? "run" : safe;
  }

  /**
   * Points {@code runs/latest} at this run; a failure is ignored. The link is created under another
   * name and renamed, so {@code latest} never disappears.
   */
  public void becomeLatest() {
    Path aside = path.resolveSibling(".latest-" + id());
    try {
      Files.createSymbolicLink(aside, path.getFileName());
      Files.move(aside, path.resolveSibling("latest"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UnsupportedOperationException e) {
      // Only a convenience: a user's own directory named latest is left alone.
      discard(aside);
    }
  }

  private static void discard(Path link) {
    try {
      Files.deleteIfExists(link);
    } catch (IOException e) {
      // Nothing points at it and nothing reads it.
    }
  }
}
