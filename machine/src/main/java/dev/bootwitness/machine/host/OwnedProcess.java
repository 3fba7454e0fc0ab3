package dev.bootwitness.machine.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A child process that cannot outlive this program, however the program ends, kill -9 included.
 *
 * <p>The child is started through {@code setpriv --pdeathsig KILL}. The kernel sends that signal
 * when the <em>thread</em> that made the child ends (prctl(2), PR_SET_PDEATHSIG), so each child has
 * a platform thread of its own that starts it, reads its output and waits for it: a virtual
 * thread's carrier, or a pool's thread, could end first and take the child with it.
 */
public final class OwnedProcess implements AutoCloseable {

  private final Process process;
  private final CompletableFuture<End> ended;

  private OwnedProcess(Process process, CompletableFuture<End> ended) {
    this.process = process;
    this.ended = ended;
  }

  /**
   * How the child ended.
   *
   * @param status exit status, 128+n for signal n
   * @param output the end of its output: stderr, and stdout unless that is a pipe of the caller's
   */
  public record End(int status, String output) {}

  /**
   * Starts a child with an empty stdin, stdout joined to stderr.
   *
   * @param setpriv the program of util-linux
   * @param command the program, absolute, and its arguments
   * @param lines hears each line, on the owner thread; must not block
   * @throws IOException when the child could not be started
   */
  public static OwnedProcess start(Path setpriv, List<String> command, Consumer<String> lines)
      throws IOException {
    ProcessBuilder child =
        new ProcessBuilder().redirectInput(new File("/dev/null")).redirectErrorStream(true);
    return start(child, Process::getInputStream, setpriv, command, lines);
  }

  /**
   * Starts a child whose stdin and stdout are pipes for the caller, {@link #input} and {@link
   * #output}; only its stderr is read. Otherwise the same.
   */
  public static OwnedProcess startPiped(Path setpriv, List<String> command, Consumer<String> lines)
      throws IOException {
    return start(new ProcessBuilder(), Process::getErrorStream, setpriv, command, lines);
  }

  private static OwnedProcess start(
      ProcessBuilder child,
      Function<Process, InputStream> voice,
      Path setpriv,
      List<String> command,
      Consumer<String> lines)
      throws IOException {
    List<String> owned = new ArrayList<>();
    // The child gets its own session: a Ctrl-C in the terminal is for this program, which ends its
    // machines in order. setsid(1) does not fork, since a fresh child does not lead a process
    // group.
    String setsid = setpriv.resolveSibling("setsid").toString(); // of the same package
    owned.addAll(List.of(setsid, setpriv.toString(), "--pdeathsig", "KILL", "--"));
    owned.addAll(command);
    CompletableFuture<Process> started = new CompletableFuture<>();
    CompletableFuture<End> ended = new CompletableFuture<>();
    // A daemon thread: a program that forgets its machine still ends, and the machine with it.
    Thread.ofPlatform()
        .daemon()
        .name("owner of " + Path.of(command.getFirst()).getFileName())
        .start(() -> own(child.command(owned), voice, lines, started, ended));
    return new OwnedProcess(await(started), ended);
  }

  private static Process await(CompletableFuture<Process> started) throws IOException {
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause() == null ? e : e.getCause());
    }
  }

  private static void own(
      ProcessBuilder child,
      Function<Process, InputStream> voice,
      Consumer<String> lines,
      CompletableFuture<Process> started,
      CompletableFuture<End> ended) {
    Process process;
    try {
      process = child.start();
    } catch (IOException e) {
      started.completeExceptionally(e);
      return;
    }
    started.complete(process);
    OutputLines output = new OutputLines(shielded(lines));
    try (InputStream in = voice.apply(process)) {
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        output.accept(buffer, n);
      }
    } catch (IOException e) {
      lines.accept("reading the child's output failed: " + e.getMessage());
    }
    output.finish();
    ended.complete(new End(waitFor(process), output.tail()));
  }

  /** A listener that throws must not end the owner thread: its end would kill the child. */
  private static Consumer<String> shielded(Consumer<String> lines) {
    return line -> {
      try {
        lines.accept(line);
      } catch (RuntimeException e) {
        Thread self = Thread.currentThread();
        self.getUncaughtExceptionHandler().uncaughtException(self, e);
      }
    };
  }

  private static int waitFor(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException _) {
        // Only this class has the thread, and it must live as long as the child.
      }
    }
  }

  /** The child's process id; setpriv becomes the program, so it is the program's own. */
  public long pid() {
    return process.pid();
  }

  /** The child's stdin, when it was started with pipes. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** The child's stdout, when it was started with pipes; ends with the child. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** Whether the child is stopped, by SIGSTOP or a tracer: state T or t of proc_pid_stat(5). */
  public boolean stopped() {
    try {
      return Character.toLowerCase(state(Path.of("/proc", Long.toString(pid())))) == 't';
    } catch (IOException e) {
      return false; // it is gone
    }
  }

  /** Whether a thread of the child waits for a disk of the host, or for swapped memory. */
  public boolean waitsForDisk() {
    Path threads = Path.of("/proc", Long.toString(pid()), "task");
    try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
      for (Path thread : each) {
        if (state(thread) == 'D') {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // it, or a thread of it, is gone
    }
    return false;
  }

  /** See proc_pid_stat(5); the program's name is in parentheses and may itself contain some. */
  private static char state(Path of) throws IOException {
    String stat = Files.readString(of.resolve("stat"), StandardCharsets.ISO_8859_1);
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  /** Completes when the child is gone and all its output has been heard; never exceptionally. */
  public CompletableFuture<End> ended() {
    return ended.copy();
  }

  /** Kills the child at once; {@link #ended} completes soon after. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Kills the child and waits until it is gone. */
  @Override
  public void close() {
    kill();
    ended.join();
  }
}
