package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.List;

/**
 * Types a command to the agent so that it runs completely or not at all, however often it is typed.
 */
final class CommandTyping {

  private static final int TRIES = 12;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String LONG = "a long command";

  private final Console console;
  private final AgentLine agent;

  CommandTyping(Console console, AgentLine agent) {
    this.console = console;
    this.agent = agent;
  }

  /**
   * Types the command; the agent answers with a start mark, or reports that it did not receive all
   * of it.
   *
   * @param withStdin whether it reads what {@link StdinTyping} delivered, or nothing
   * @throws ShellException when a long command's pieces do not arrive
   */
  void type(String command, boolean withStdin, String nonce) {
    if (CommandEncoding.plain(command)) {
      agent.type((withStdin ? "R " : "r ") + nonce + " " + command.length() + " " + command);
      return;
    }
    List<String> pieces = CommandEncoding.pieces(command);
    deliver("z " + nonce + " -", LONG, nonce, 0);
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      deliver("a " + nonce + " " + i + " " + piece.length() + " " + piece, LONG, nonce, i + 1);
    }
    agent.type((withStdin ? "G " : "g ") + nonce + " " + pieces.size());
  }

  /**
   * Types one request until the agent answers with the number of pieces it then has. Retyping a
   * piece does no harm: the agent counts them.
   *
   * @param of what the pieces form together, for a person
   */
  void deliver(String line, String of, String nonce, int piecesThen) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      agent.type(line);
      if (acknowledged(of, nonce, piecesThen)) {
        return;
      }
    }
    throw new ShellException(
        (piecesThen == 0 ? "the beginning" : "piece " + piecesThen)
            + " of "
            + of
            + " did not arrive in "
            + TRIES
            + " attempts: the guest's console loses input, or other writers use it");
  }

  private boolean acknowledged(String of, String nonce, int piecesThen) {
    Deadline patience = Deadline.in(PATIENCE, console.clock());
    while (true) {
      switch (agent.hear("the receipt of " + of, AgentLine.Form.RECEIPT, nonce, QUIET, patience)) {
        case AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed) ->
            throw new ShellException(passed.describe());
        case AgentLine.Heard.Noise() -> {
          return false;
        }
        case AgentLine.Heard.Mark(List<String> groups) -> {
          String count = groups.get(1);
          if (count.isEmpty() || Integer.parseInt(count) == piecesThen) {
            return !count.isEmpty();
          }
          // An answer about an earlier piece that was typed twice: a refusal of this one would be a
          // u.
        }
      }
    }
  }
}
