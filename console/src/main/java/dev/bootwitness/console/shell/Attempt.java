package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.captor.ForegroundProgram;
import dev.bootwitness.console.captor.ForegroundPrograms;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One typing of a command: waits for its end, asks again when noise may have hidden the end, and
 * interrupts it.
 */
final class Attempt {

  private static final Duration QUIET = Duration.ofSeconds(1);

  /** How long to tolerate endless noise before asking. */
  private static final Duration PATROL = Duration.ofSeconds(10);

  /**
   * The number of patrols without a byte after which to ask anyway: the line may have lost every
   * byte of the end and left no noise.
   */
  private static final int SILENT_PATROLS = 6;

  /** The same limit before a start mark: the agent has nothing to do but start the command. */
  private static final Duration START = Duration.ofSeconds(2);

  /** The number of consecutive damaged replies after which the attempt is given up. */
  private static final int DAMAGED = 20;

  /**
   * A captor counts when it is at the cursor after {@link #QUIET} and still there after this time:
   * a command may print a prompt that it answers itself, or a pager may be about to exit.
   */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

  private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

  private final Console console;
  private final AgentLine agent;
  private final String what;
  private final String nonce;
  private final long from;
  private boolean started;
  private int asked;
  private int damaged;
  private int silentPatrols;

  /**
   * An attempt about to be typed.
   *
   * @param command for messages
   */
  Attempt(Console console, AgentLine agent, String command, String nonce) {
    this.console = console;
    this.agent = agent;
    this.what = "the end of `" + command + "`";
    this.nonce = nonce;
    this.from = console.skipToEnd();
  }

  String nonce() {
    return nonce;
  }

  /** The outcome of an attempt. */
  sealed interface Outcome {
    /** It ran to its end. */
    record Ended(Reply reply) implements Outcome {}

    /** The agent never received the whole command and did not run it. */
    record Unheard() implements Outcome {}

    /** The deadline passed. */
    record TimedOut() implements Outcome {}

    /** The command has the terminal, and waits there for somebody. */
    record Captured(ForegroundProgram captor) implements Outcome {}
  }

  Outcome await(Deadline deadline) {
    boolean suspicious = false;
    while (true) {
      Duration usual = (started ? PATROL : START).multipliedBy(backoff());
      Deadline patrol = deadline.atMost(suspicious ? SECOND_LOOK : usual);
      Duration quiet = QUIET.multipliedBy(backoff());
      switch (agent.hear(what, AgentLine.Form.COURSE, nonce, quiet, patrol)) {
        case AgentLine.Heard.Mark(List<String> groups) -> {
          suspicious = false;
          Optional<Outcome> outcome = heard(groups.get(1));
          if (outcome.isPresent()) {
            return outcome.get();
          }
        }
        case AgentLine.Heard.Noise() -> {
          requireShell();
          // A question typed at a pager or a prompt would be an answer to it.
          suspicious = captor().filter(ForegroundProgram::certain).isPresent();
          if (!suspicious) {
            ask();
          }
        }
        case AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed) -> {
          requireShell();
          Optional<ForegroundProgram> captor = captor();
          boolean still = suspicious && !console.hasUnread();
          if (captor.isPresent() && (deadline.expired() || (still && captor.get().certain()))) {
            return new Outcome.Captured(captor.get());
          } else if (deadline.expired()) {
            return new Outcome.TimedOut();
          } else if (still || (!suspicious && due())) {
            suspicious = false;
            ask();
          }
        }
      }
    }
  }

  /** Whether a patrol that heard nothing should ask. */
  private boolean due() {
    silentPatrols++;
    // A question that brought no answer may have been lost itself.
    return !started || asked > 0 || console.hasUnread() || silentPatrols >= SILENT_PATROLS;
  }

  /**
   * A getty's terminal echoes what is typed; the shell's does not. If one of our requests appears
   * after a login prompt, the session is over, or this is another guest.
   */
  private void requireShell() {
    String text = asked == 0 ? "" : console.textSince(from);
    int prompt = text.indexOf(" login: ");
    if (prompt >= 0 && text.indexOf(" " + nonce + " ", prompt) > 0) {
      throw new ShellException(
          what
              + " was awaited, and a login prompt took what was typed: the shell is gone; the"
              + " console shows:\n"
              + String.join("\n", console.lastLines(8)));
    }
  }

  /** The program at the cursor, if all of it was printed since the command was typed. */
  private Optional<ForegroundProgram> captor() {
    return started ? ForegroundPrograms.on(console.screen()) : Optional.empty();
  }

  private Optional<Outcome> heard(String mark) {
    return switch (mark) {
      case "s" -> {
        started = true;
        yield Optional.empty();
      }
      case "u" -> Optional.of(new Outcome.Unheard());
      default -> {
        Optional<Reply> reply = Reply.read(console.textSince(from), nonce);
        if (reply.isEmpty()) {
          askAgain();
        }
        yield reply.map(Outcome.Ended::new);
      }
    };
  }

  /** Patience doubles after every question: the agent answers only when the command has ended. */
  private long backoff() {
    return 1L << Math.min(asked, 6);
  }

  /** The agent answers this at once, so patience would not bound it. */
  private void askAgain() {
    damaged++;
    if (damaged == DAMAGED) {
      throw new ShellException(
          what
              + " was told "
              + DAMAGED
              + " times, but never readably: other writers use this console, or the guest's "
              + "checksum program fails; the console shows:\n"
              + String.join("\n", console.lastLines(8)));
    }
    ask();
  }

  private void ask() {
    asked++;
    agent.type(question());
  }

  private String question() {
    return "l " + nonce + " -";
  }

  /**
   * Ends the command by Ctrl-C, or else by Ctrl-\\.
   *
   * @throws ShellException when neither ends it: it has captured the terminal
   */
  Reply interrupt() {
    asked = 0;
    for (String signal : List.of("\003", "\034")) {
      agent.interrupt(signal, question());
      switch (await(Deadline.in(AFTER_INTERRUPT, console.clock()))) {
        case Outcome.Ended(Reply reply) -> {
          return reply;
        }
        case Outcome.Unheard() ->
            throw new ShellException(what + " was awaited, but the command never arrived whole");
        case Outcome.TimedOut() -> {}
        case Outcome.Captured(ForegroundProgram captor) -> {}
      }
    }
    throw new ShellException(
        what
            + " did not come, even after Ctrl-C and Ctrl-\\; the console shows:\n"
            + String.join("\n", console.lastLines(8)));
  }
}
