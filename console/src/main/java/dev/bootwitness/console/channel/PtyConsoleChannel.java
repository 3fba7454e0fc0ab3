package dev.bootwitness.console.channel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A console over a program on a pseudo-terminal of its own, as if it stood on a serial line.
 *
 * <p>The program leads a session whose controlling terminal this is, so job control, Ctrl-C and
 * {@code /dev/tty} work. When it and all other programs that hold the terminal open have ended, the
 * stream ends in an orderly way. Linux only; needs {@code setsid} (util-linux) and {@code sh}, and
 * the Java option {@code --enable-native-access}.
 */
public final class PtyConsoleChannel implements ConsoleChannel {

  /**
   * The first terminal that a session's leader opens becomes its controlling terminal (Linux,
   * tty_open_proc_set_tty), so the child opens it itself. If it were opened here for the child, a
   * JVM that leads a session without a terminal (a service, a container) would acquire it.
   */
  private static final String ON_TERMINAL = "exec <>\"$0\" >&0 2>&1 && exec \"$@\"";

  private static final int BUFFER = 64 * 1024;

  private final PtyMaster master;
  private final Process process;
  private final ReentrantLock writing = new ReentrantLock();
  private final Handoff output = new Handoff();
  private volatile @Nullable IOException failure;
  private boolean gone;

  private PtyConsoleChannel(PtyMaster master, Process process) {
    this.master = master;
    this.process = process;
  }

  /**
   * Starts a program on a new pseudo-terminal.
   *
   * @param program its command, environment and folder; redirections are ignored. A command that
   *     does not exist is reported on the terminal, with exit status 127
   */
  public static PtyConsoleChannel start(ProcessBuilder program, PtySize size) throws IOException {
    PtyMaster master = PtyMaster.open();
    try {
      master.resize(size);
      List<String> command = new ArrayList<>();
      command.addAll(List.of("setsid", "sh", "-c", ON_TERMINAL, master.device().toString()));
      command.addAll(program.command());
      ProcessBuilder builder = new ProcessBuilder(command).directory(program.directory());
      builder.environment().clear();
      builder.environment().putAll(program.environment());
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      process.getOutputStream().close();
      PtyConsoleChannel channel = new PtyConsoleChannel(master, process);
      // A wait in poll(2) would block a carrier of the virtual threads, so it has a thread of its
      // own.
      Thread.ofPlatform().daemon().name("pty-reader").start(channel::readAll);
      return channel;
    } catch (IOException e) {
      master.close();
      throw e;
    }
  }

  /** Changes the size; SIGWINCH notifies programs in the foreground. */
  public void resize(PtySize size) throws IOException {
    writing.lock();
    try {
      requireOpen();
      master.resize(size);
    } finally {
      writing.unlock();
    }
  }

  /** The program's exit status, 128+n after signal n, once it has ended. */
  public CompletableFuture<Integer> exitStatus() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** The program's process id, which is also that of its session. */
  public long pid() {
    return process.pid();
  }

  private void readAll() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int n = master.read(buffer); n >= 0; n = master.read(buffer)) {
        output.give(buffer, n);
      }
    } catch (IOException e) {
      failure = e;
    } catch (InterruptedException e) {
      // Nobody has a handle on this thread; if somebody had, the end of the stream would be the
      // answer.
    } finally {
      // In this order, so that a thread that has read the end finds that nothing can be typed
      // either.
      release();
      output.end();
    }
  }

  private void release() {
    writing.lock();
    try {
      gone = true;
      master.close();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public int read(byte[] buffer) throws IOException {
    try {
      int n = output.take(buffer);
      IOException broken = failure;
      if (n < 0 && broken != null) {
        throw broken;
      }
      return n;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading a pseudo-terminal");
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      requireOpen();
      master.write(bytes);
    } finally {
      writing.unlock();
    }
  }

  private void requireOpen() throws IOException {
    if (gone) {
      throw new IOException("the program on the pseudo-terminal has ended");
    }
  }

  /** Kills the program and its descendants; unread output is lost. */
  @Override
  public void close() {
    // The program first: one that waits for its children could otherwise still end by itself.
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    output.end();
    master.wake();
  }
}
