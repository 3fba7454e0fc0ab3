package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A shell in the guest that answers commands with exit status, stdout and stderr, exactly.
 *
 * <p>It depends on no prompt. A small POSIX sh loop ({@code agent.sh}) runs inside the login shell,
 * without echo; each command has a nonce, its replies stand between marks with checksum and length,
 * and what noise damaged is asked for again. Commands run as {@code sh -c}, each on its own, with
 * stdin from /dev/null. One command at a time; not thread-safe.
 */
public final class FramedShell {

  private static final Duration QUIET = Duration.ofSeconds(1);

  /** A start mark that has not come by then was lost, or the command was. */
  private static final Duration START = Duration.ofSeconds(10);

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);
  private static final int TRIES = 6;

  private final Console console;
  private final Nonces nonces;
  private final AgentLine agent;
  private final CommandTyping typing;
  private final OutputFetch fetch;
  private final int uid;

  private FramedShell(Console console, Nonces nonces, AgentLine agent, int uid) {
    this.console = console;
    this.nonces = nonces;
    this.agent = agent;
    this.typing = new CommandTyping(console, agent);
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

  /** Who this shell is, as the guest's {@code id -u} said when it started. */
  public int uid() {
    return uid;
  }

  /** Runs a command by {@code sh -c} and waits for its end or the deadline. */
  public CommandResult run(String command, Deadline deadline) {
    long began = console.clock().nanos();
    try {
      Attempt attempt = new Attempt(command);
      Optional<Reply> reply = attempt.await(deadline);
      if (reply.isPresent()) {
        return new CommandResult.Completed(
            command,
            reply.get().exit(),
            fetch.of(reply.get().stdout()),
            fetch.of(reply.get().stderr()),
            since(began));
      }
      Reply interrupted = attempt.interrupt();
      return new CommandResult.TimedOut(
          command,
          interrupted.exit(),
          fetch.of(interrupted.stdout()),
          fetch.of(interrupted.stderr()),
          since(began));
    } catch (ShellException e) {
      return new CommandResult.Unresponsive(command, String.valueOf(e.getMessage()), since(began));
    }
  }

  private Duration since(long began) {
    return Duration.ofNanos(console.clock().nanos() - began);
  }

  /** One command on its way: typed, perhaps damaged, asked after, ended. */
  private final class Attempt {

    private final String command;
    private final String nonce = nonces.next();
    private final long from = console.skipToEnd();
    private int typed;
    private int asked;
    private boolean started;

    Attempt(String command) {
      this.command = command;
    }

    /** Empty when the deadline passed first. */
    Optional<Reply> await(Deadline deadline) {
      type();
      return awaitEnd(deadline);
    }

    private void type() {
      if (typed++ == TRIES) {
        throw new ShellException(
            "`" + abbreviated() + "` was typed " + TRIES + " times and never arrived whole");
      }
      typing.type(command, nonce);
    }

    private Optional<Reply> awaitEnd(Deadline deadline) {
      while (true) {
        Deadline next = started ? deadline : deadline.atMost(START);
        switch (agent.hear(
            "the end of `" + abbreviated() + "`", nonce + " ([sue])", patience(), next)) {
          case AgentLine.Heard.Mark(ExpectResult.Matched matched) -> {
            Optional<Reply> reply = heard(matched.groups().get(1));
            if (reply.isPresent()) {
              return reply;
            }
          }
          case AgentLine.Heard.Noise() -> ask();
          case AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed) -> {
            if (deadline.expired()) {
              return Optional.empty();
            }
            ask();
          }
        }
      }
    }

    private Optional<Reply> heard(String mark) {
      switch (mark) {
        case "s" -> started = true;
        case "u" -> type();
        default -> {
          Optional<Reply> reply = Reply.read(console.textSince(from), nonce);
          if (reply.isEmpty()) {
            ask();
          }
          return reply;
        }
      }
      return Optional.empty();
    }

    /** Twice as patient after every question: the agent answers only when the command has ended. */
    private Duration patience() {
      return QUIET.multipliedBy(1L << Math.min(asked, 6));
    }

    private void ask() {
      asked++;
      agent.type(question());
    }

    private String question() {
      return "l " + nonce;
    }

    /** Ctrl-C, then Ctrl-\: what ends neither by one nor by the other has captured the terminal. */
    Reply interrupt() {
      for (String signal : List.of("\003", "\034")) {
        agent.interrupt(signal, question());
        started = true;
        Optional<Reply> reply = awaitEnd(Deadline.in(AFTER_INTERRUPT, console.clock()));
        if (reply.isPresent()) {
          return reply.get();
        }
      }
      throw new ShellException(
          "`"
              + abbreviated()
              + "` ended neither by Ctrl-C nor by Ctrl-\\; the console shows:\n"
              + String.join("\n", console.lastLines(8)));
    }

    private String abbreviated() {
      List<String> lines = command.lines().toList();
      String first = lines.isEmpty() ? "" : lines.getFirst();
      return first.length() > 60 || lines.size() > 1
          ? first.substring(0, Math.min(60, first.length())) + "…"
          : first;
    }
  }
}
