package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClosedException;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.ProgramEscape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A shell in the guest that answers commands with exit status, stdout and stderr, exactly.
 *
 * <p>It does not depend on a prompt. A small POSIX sh loop ({@code agent.sh}) runs inside the login
 * shell, without echo. Each command has a nonce, its replies are enclosed in marks with checksum
 * and length, and damaged replies are requested again. Commands run as {@code sh -c}, each on its
 * own, with stdin from /dev/null or from given bytes. One command at a time: another thread waits
 * for its turn.
 */
public final class FramedShell {

  private static final int TRIES = 6;

  /** Characters of a command that a message shows. */
  private static final int ABBREVIATED = 60;

  private final Console console;
  private final Nonces nonces;
  private final AgentLine agent;
  private final CommandTyping typing;
  private final StdinTyping stdinTyping;
  private final OutputFetch fetch;
  private final int uid;
  private final ReentrantLock lock = new ReentrantLock();

  private FramedShell(Console console, Nonces nonces, AgentLine agent, int uid) {
    this.console = console;
    this.nonces = nonces;
    this.agent = agent;
    this.typing = new CommandTyping(console, agent);
    this.stdinTyping = new StdinTyping(console, agent, typing);
    this.fetch = new OutputFetch(console, agent, nonces);
    this.uid = uid;
  }

  /**
   * Starts the loop in the shell that now reads the console.
   *
   * @throws ShellException when no shell answers, or it has nowhere to keep a command's output
   */
  public static FramedShell start(Console console, Nonces nonces, Deadline deadline) {
    AgentLine agent = new AgentLine(console);
    int uid = new Bootstrap(console, agent, nonces.next()).run(deadline);
    return new FramedShell(console, nonces, agent, uid);
  }

  /**
   * Resumes a loop that was started on another console and waits for a command, in a machine that
   * was frozen and is now restored. No question is asked; the first command shows whether the loop
   * answers.
   *
   * @param uid what {@link #uid} returned there
   */
  public static FramedShell resume(Console console, Nonces nonces, int uid) {
    return new FramedShell(console, nonces, new AgentLine(console), uid);
  }

  /** Identifies the loop's text: different versions of the shell do not understand each other. */
  public static String version() {
    return Long.toString(PosixCksum.of(AgentScript.gathered(AgentScript.lines())));
  }

  /** The user this shell runs as, as reported by the guest's {@code id -u} when it started. */
  public int uid() {
    return uid;
  }

  /** Runs a command by {@code sh -c} and waits for its end or the deadline; stdin is /dev/null. */
  public CommandResult run(String command, Deadline deadline) {
    return run(command, new byte[0], deadline);
  }

  /**
   * Runs a command that reads given bytes from stdin.
   *
   * @param stdin any bytes, delivered and checked before the command starts; when empty, stdin is
   *     /dev/null. Each byte costs one to five bytes on the console, so a few MiB are the sensible
   *     maximum
   * @param deadline of the delivery and the command together
   */
  public CommandResult run(String command, byte[] stdin, Deadline deadline) {
    lock.lock();
    try {
      return alone(command, stdin, deadline);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the loop, so that the shell that it runs in talks to whoever is at the console; nothing
   * can be run here afterwards. No answer is awaited: the shell's own prompt follows.
   *
   * @param rows the height of that person's terminal
   * @param columns its width
   */
  public void leave(int rows, int columns) {
    lock.lock();
    try {
      agent.type("q - " + rows + " " + columns);
    } finally {
      lock.unlock();
    }
  }

  private CommandResult alone(String command, byte[] stdin, Deadline deadline) {
    long began = console.clock().nanos();
    Optional<ForegroundProgram> held = Optional.empty();
    try {
      if (stdin.length > 0) {
        stdinTyping.deliver(stdin, nonces, deadline);
      }
      for (int typed = 0; typed < TRIES; typed++) {
        // A new nonce each time: a late answer to the previous typing must not count for this one.
        Attempt attempt = new Attempt(console, agent, abbreviated(command), nonces.next());
        typing.type(command, stdin.length > 0, attempt.nonce());
        switch (attempt.await(deadline)) {
          case Attempt.Outcome.Unheard() -> {}
          case Attempt.Outcome.Ended(Reply reply) -> {
            return new CommandResult.Completed(
                command,
                reply.exit(),
                fetch.of(reply.stdout()),
                fetch.of(reply.stderr()),
                since(began));
          }
          case Attempt.Outcome.Captured(ForegroundProgram captor) -> {
            held = Optional.of(captor);
            new ProgramEscape(console).leave(captor);
            Reply reply = attempt.interrupt();
            return new CommandResult.Captured(
                command,
                captor,
                reply.exit(),
                fetch.of(reply.stdout()),
                fetch.of(reply.stderr()),
                since(began));
          }
          case Attempt.Outcome.TimedOut() -> {
            Reply reply = attempt.interrupt();
            return new CommandResult.TimedOut(
                command,
                reply.exit(),
                fetch.of(reply.stdout()),
                fetch.of(reply.stderr()),
                since(began));
          }
        }
      }
      throw new ShellException(
          "`"
              + abbreviated(command)
              + "` was typed "
              + TRIES
              + " times and never arrived whole: the guest's console loses input");
    } catch (ShellException | ConsoleClosedException e) {
      return new CommandResult.Unresponsive(
          command, String.valueOf(e.getMessage()), held, since(began));
    }
  }

  private Duration since(long began) {
    return Duration.ofNanos(console.clock().nanos() - began);
  }

  private static String abbreviated(String command) {
    List<String> lines = command.lines().toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    return first.length() > ABBREVIATED || lines.size() > 1
        ? first.substring(0, Math.min(ABBREVIATED, first.length())) + "…"
        : first;
  }
}
