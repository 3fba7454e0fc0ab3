package dev.bootwitness.machine.admission;

import dev.bootwitness.machine.host.OwnerMark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The machines of one user on one host: two files each, an {@link OwnerMark} that shows whether its
 * process lives and a line that says what it holds. The files of a killed process are removed by
 * the next reader.
 */
final class MachineRegistry {

  private static final String MARK = ".lock";
  private static final String LINE = ".line";
  private static final String NEW = ".new";

  /** The file's lock admits one process at a time; this lock admits one of its threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path directory;

  MachineRegistry(Path directory) {
    this.directory = directory;
  }

  /** An action performed while nobody else reads or writes. */
  @FunctionalInterface
  interface Turn<T> {
    T take() throws IOException;
  }

  <T> T alone(Turn<T> turn) throws IOException {
    THREADS.lock();
    try {
      Files.createDirectories(directory);
      try (FileChannel channel =
              FileChannel.open(
                  directory.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return turn.take();
      }
    } finally {
      THREADS.unlock();
    }
  }

  /** A new entry, of this process. */
  Entry enter(Line line) throws IOException {
    Files.createDirectories(directory);
    String name = UUID.randomUUID().toString();
    Entry entry = new Entry(name, OwnerMark.hold(directory.resolve(name + MARK)));
    entry.write(line);
    return entry;
  }

  /** The entries of living processes, the longest waiting first. */
  List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(directory, "*" + MARK)) {
      for (Path mark : marks) {
        String file = mark.getFileName().toString();
        String name = file.substring(0, file.length() - MARK.length());
        if (OwnerMark.isHeld(mark)) {
          Line.read(directory.resolve(name + LINE), name).ifPresent(lines::add);
        } else {
          Files.deleteIfExists(directory.resolve(name + NEW));
          Files.deleteIfExists(directory.resolve(name + LINE));
          Files.deleteIfExists(mark);
        }
      }
    }
    lines.sort(Comparator.comparingLong(Line::since).thenComparing(Line::name));
    return lines;
  }

  /**
   * What an entry says.
   *
   * @param name the entry's; empty in one that is being written
   * @param since milliseconds since the epoch when it came
   * @param pid QEMU's; 0 before it runs
   * @param owner the process that the machine belongs to; 0 in a line of an older version
   * @param run what the machine is called, without white space; empty in such a line
   */
  record Line(
      String name,
      long since,
      boolean waiting,
      boolean boots,
      long bytes,
      long pid,
      long owner,
      String run) {

    /** The request of a machine of this process, before it has an entry. */
    static Line of(Need need, long since) {
      return new Line(
          "",
          since,
          true,
          need.boots(),
          need.bytes(),
          0,
          ProcessHandle.current().pid(),
          need.name().strip().replaceAll("\\s+", "_"));
    }

    /** The same, admitted, in the entry of that name. */
    Line admitted(String entry) {
      return new Line(entry, since, false, boots, bytes, pid, owner, run);
    }

    /** The same of a machine whose QEMU has that number. */
    Line with(long qemu, boolean booting) {
      return new Line(name, since, waiting, booting, bytes, qemu, owner, run);
    }

    static Optional<Line> read(Path file, String name) {
      try {
        String[] words = Files.readString(file).strip().split(" ", -1);
        return Optional.of(
            new Line(
                name,
                Long.parseLong(words[0]),
                Boolean.parseBoolean(words[1]),
                Boolean.parseBoolean(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words.length > 5 ? Long.parseLong(words[5]) : 0,
                words.length > 6 ? words[6] : ""));
      } catch (IOException | RuntimeException _) {
        return Optional.empty();
      }
    }

    Holder holder() {
      return new Holder(bytes, Math.min(bytes, pid == 0 ? 0 : ResidentMemory.of(pid)), boots);
    }

    /** For somebody who waits for it to end. */
    String words() {
      return (run.isEmpty() ? "a machine" : run) + (owner == 0 ? "" : " (process " + owner + ")");
    }

    private String text() {
      return "%d %b %b %d %d %d %s%n".formatted(since, waiting, boots, bytes, pid, owner, run);
    }
  }

  /** An entry of this process. */
  final class Entry implements AutoCloseable {
    private final String name;
    private final OwnerMark mark;

    private Entry(String name, OwnerMark mark) {
      this.name = name;
      this.mark = mark;
    }

    String name() {
      return name;
    }

    /** Replaces the entry's line; readers see either the old line or the new one. */
    void write(Line line) throws IOException {
      Path aside = directory.resolve(name + NEW);
      Files.writeString(aside, line.text());
      Files.move(aside, directory.resolve(name + LINE), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
      try (mark) {
        Files.deleteIfExists(directory.resolve(name + LINE));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
