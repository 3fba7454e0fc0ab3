package dev.bootwitness.image.tool;

import dev.bootwitness.base.VisibleText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A private folder in which programs read one image, within one deadline for all of them.
 *
 * <p>The image is named by a link in that folder, because some programs give a meaning to
 * characters of a name ({@code ?offset=} in debugfs, {@code @@} in mtools, a protocol in xorriso).
 * Every program gets limits by prlimit(1): an image made to exhaust its reader exhausts only that.
 */
public final class Workbench implements AutoCloseable {

  /** Enough for a file system with some hundred thousand names. */
  private static final int MOST_OUTPUT = 64 << 20;

  /** Address space of a program, in bytes: unsquashfs asks for its caches at once. */
  private static final long MOST_MEMORY = 2L << 30;

  /** The largest file that a program may write. */
  private static final long LARGEST_FILE = 1L << 30;

  /** A raw disk, most of which is holes. */
  private static final long LARGEST_DISK = 1L << 40;

  private static final int QUOTED = 200;

  private final Path folder;
  private final Map<String, String> environment;
  private final long end;
  private final Set<RunningTool> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  private Workbench(Path folder, Map<String, String> environment, long end) {
    this.folder = folder;
    this.environment = environment;
    this.end = end;
  }

  /**
   * Opens one for an image.
   *
   * @param environment where PATH is looked up
   * @param within the time for all programs together
   */
  public static Workbench open(Path image, Map<String, String> environment, Duration within)
      throws IOException {
    Path folder = Files.createTempDirectory("bw-inspect-");
    Files.createSymbolicLink(folder.resolve("image"), image.toAbsolutePath());
    return new Workbench(folder, Map.copyOf(environment), System.nanoTime() + within.toNanos());
  }

  /** The image under a harmless name. */
  public Path image() {
    return folder.resolve("image");
  }

  /** A name for a new file or folder in the private folder. */
  public Path fresh(String name) {
    return folder.resolve(name + count.incrementAndGet());
  }

  /** Whether a program is on PATH, or in a folder of root's programs. */
  public boolean has(String program) {
    return find(program).isPresent();
  }

  private Optional<Path> find(String program) {
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin";
    return Stream.of(path.split(":"))
        .filter(folderName -> folderName.startsWith("/"))
        .map(folderName -> Path.of(folderName, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Whether the deadline is over. */
  public boolean late() {
    return System.nanoTime() - end >= 0;
  }

  /** Runs a program to its end and returns what it wrote to its standard output. */
  public byte[] run(String program, String... arguments) throws ToolFailure, InterruptedException {
    return run(program, List.of(arguments), InputStream.nullInputStream());
  }

  /**
   * Runs a program to its end.
   *
   * @param input what it reads; closed
   * @return its standard output
   * @throws ToolFailure when it is not installed, fails, takes too long or prints too much
   */
  public byte[] run(String program, List<String> arguments, InputStream input)
      throws ToolFailure, InterruptedException {
    try (RunningTool tool = start(program, arguments, input)) {
      byte[] output = tool.output().readNBytes(MOST_OUTPUT + 1);
      if (output.length > MOST_OUTPUT) {
        throw new ToolFailure(program + " printed more than " + (MOST_OUTPUT >> 20) + " MiB");
      }
      int status = tool.await();
      if (status != 0) {
        throw new ToolFailure(ended(program, status, tool.errors()));
      }
      return output;
    } catch (IOException e) {
      throw new ToolFailure(program + " could not be read: " + e.getMessage());
    }
  }

  private String ended(String program, int status, String errors) {
    if (late()) {
      return program + " did not finish in time";
    }
    String last = errors.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
    return program
        + " exited with status "
        + status
        + (last.isEmpty() ? "" : ": " + VisibleText.quote(last, QUOTED));
  }

  /** The text of {@link #run}. */
  public String text(String program, String... arguments) throws ToolFailure, InterruptedException {
    return new String(run(program, arguments), StandardCharsets.UTF_8);
  }

  /** Starts a program whose output is read while it runs; it is ended when closed, or too late. */
  public RunningTool start(String program, List<String> arguments, InputStream input)
      throws ToolFailure {
    Path file = find(program).orElseThrow(() -> new ToolFailure(notInstalled(program)));
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new ToolFailure(program + " was not started, because the time was over");
    }
    List<String> command = new ArrayList<>();
    find("prlimit")
        .ifPresent(limit ->
            command.addAll(
                List.of(
                    limit.toString(),
                    "--core=0",
                    "--as=" + MOST_MEMORY,
                    "--fsize=" + (program.equals("qemu-img") ? LARGEST_DISK : LARGEST_FILE),
                    "--cpu=" + (TimeUnit.NANOSECONDS.toSeconds(left) + 1))));
    command.add(file.toString());
    command.addAll(arguments);
    File errors = fresh("errors").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors);
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("MTOOLS_SKIP_CHECK", "1");
    try {
      RunningTool tool = new RunningTool(builder.start(), input, errors.toPath(), left);
      running.add(tool);
      return tool;
    } catch (IOException e) {
      throw new ToolFailure(program + " could not be started: " + e.getMessage());
    }
  }

  private static String notInstalled(String program) {
    return program + " is not installed (apt-get install " + ToolPackages.of(program) + ")";
  }

  /** Ends whatever runs, from another thread. */
  public void abort() {
    running.forEach(RunningTool::close);
  }

  @Override
  public void close() {
    abort();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // What is left lies in the folder for temporary files.
      return;
    }
  }
}
