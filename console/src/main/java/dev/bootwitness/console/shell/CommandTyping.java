package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.List;

/** Types a command to the agent so that it runs whole or not at all, however often it is typed. */
final class CommandTyping {

  private static final int TRIES = 6;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final AgentLine agent;

  CommandTyping(Console console, AgentLine agent) {
    this.console = console;
    this.agent = agent;
  }

  /**
   * Types it; the agent answers with a start mark, or says that it did not hear all of it.
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
    deliver("z " + nonce, nonce, 0);
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      deliver("a " + nonce + " " + i + " " + piece.length() + " " + piece, nonce, i + 1);
    }
    agent.type((withStdin ? "G " : "g ") + nonce + " " + pieces.size());
  }

  /** Typing the same piece again does no harm: the agent counts them. */
  void deliver(String line, String nonce, int piecesThen) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      agent.type(line);
      AgentLine.Heard heard =
          agent.hear(
              "the receipt of a long command",
              nonce + " a ([0-9]{1,9})",
              QUIET,
              Deadline.in(PATIENCE, console.clock()));
      if (heard instanceof AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed)) {
        throw new ShellException(passed.describe());
      } else if (heard instanceof AgentLine.Heard.Mark(ExpectResult.Matched matched)
          && Integer.parseInt(matched.groups().get(1)) == piecesThen) {
        return;
      }
    }
    throw new ShellException(
        "a long command's piece "
            + piecesThen
            + " did not arrive in "
            + TRIES
            + " attempts: the guest's console loses input, or other writers use it");
  }
}
