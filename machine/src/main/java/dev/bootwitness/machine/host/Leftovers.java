package dev.bootwitness.machine.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what killed runs of this user left in the places where private directories are created. */
public final class Leftovers {

  private static final Pattern NAME = Pattern.compile("bw-(\\d+)-\\d+");
  private static final Pattern IN_ARGUMENT = Pattern.compile("(/[^,=]*/bw-(\\d+)-\\d+)/");

  /** File systems keep times to the second at worst. */
  private static final Duration COARSE = Duration.ofSeconds(1);

  /** How long a directory without a mark is left alone. */
  private static final Duration UNMARKED = Duration.ofHours(1);

  private final List<Path> places;

  Leftovers(List<Path> places) {
    this.places = List.copyOf(places);
  }

  /** The leftovers of this host. */
  public static Leftovers ofHost() {
    Set<Path> places = new LinkedHashSet<>(PrivateDirectory.socketBases());
    places.addAll(PrivateDirectory.diskBases());
    return new Leftovers(List.copyOf(places));
  }

  /** Everything that is left, running machines first; unreadable entries are skipped. */
  public List<Leftover> find() {
    List<Leftover> found = new ArrayList<>(machines());
    for (Path place : places) {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(place, "bw-*")) {
        children.forEach(child -> directory(child).ifPresent(found::add));
      } catch (IOException _) {
        // A place that does not exist holds nothing.
      }
    }
    return List.copyOf(found);
  }

  private static Optional<Leftover> directory(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    try {
      // In a shared place anybody may create such a name, or a link with it.
      if (!name.matches()
          || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(path, LinkOption.NOFOLLOW_LINKS)
              .equals(Files.getOwner(Path.of("/proc/self")))) {
        return Optional.empty();
      }
      long owner = Long.parseLong(name.group(1));
      return inUse(path, owner)
          ? Optional.empty()
          : Optional.of(new Leftover.Directory(path, owner, size(path)));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /**
   * Whether the owner lives: it holds the mark, or is still about to create it. A process that was
   * given the id later started after the directory was created.
   */
  private static boolean inUse(Path directory, long owner) throws IOException {
    Path mark = directory.resolve(PrivateDirectory.MARK);
    if (OwnerMark.isHeld(mark)) {
      return true;
    }
    Instant made = Files.getLastModifiedTime(directory).toInstant().plus(COARSE);
    if (!Files.exists(mark) && made.isAfter(Instant.now().minus(UNMARKED))) {
      // Its owner may be about to mark it, in a container whose processes are not visible here.
      return true;
    }
    return ProcessHandle.of(owner)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .filter(started -> started.isBefore(made))
        .isPresent();
  }

  private static long size(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /**
   * The parent-death signal leaves none, unless a kill came between QEMU's start and setting the
   * signal.
   */
  private List<Leftover> machines() {
    return ProcessHandle.allProcesses().flatMap(process -> orphan(process).stream()).toList();
  }

  private Optional<Leftover> orphan(ProcessHandle process) {
    try {
      String[] argv =
          Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
              .split("\0", -1);
      if (!Path.of(argv[0]).getFileName().toString().startsWith("qemu-system-")) {
        return Optional.empty();
      }
      for (String argument : argv) {
        Matcher used = IN_ARGUMENT.matcher(argument);
        if (used.find() && places.contains(Path.of(used.group(1)).getParent())) {
          long owner = Long.parseLong(used.group(2));
          boolean orphan = !livesSince(owner, process) && !markHeld(Path.of(used.group(1)));
          return orphan ? Optional.of(new Leftover.Qemu(process, owner)) : Optional.empty();
        }
      }
      return Optional.empty();
    } catch (IOException | RuntimeException _) {
      // It ended meanwhile, or belongs to somebody else.
      return Optional.empty();
    }
  }

  private static boolean markHeld(Path directory) throws IOException {
    return OwnerMark.isHeld(directory.resolve(PrivateDirectory.MARK));
  }

  private static boolean livesSince(long owner, ProcessHandle child) {
    Optional<Instant> childStarted = child.info().startInstant();
    return ProcessHandle.of(owner)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().startInstant())
        .filter(started -> childStarted.map(c -> !started.isAfter(c)).orElse(true))
        .isPresent();
  }
}
