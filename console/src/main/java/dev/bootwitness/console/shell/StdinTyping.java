package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import java.time.Duration;
import java.util.List;

/** Delivers a command's stdin into a file of the agent and has it verified. */
final class StdinTyping {

  private static final int TRIES = 3;
  private static final int ASKED = 12;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String STDIN = "a command's stdin";

  private final Console console;
  private final AgentLine agent;
  private final CommandTyping typing;

  StdinTyping(Console console, AgentLine agent, CommandTyping typing) {
    this.console = console;
    this.agent = agent;
    this.typing = typing;
  }

  /**
   * Delivers it.
   *
   * @throws ShellException when it arrives damaged every time, or the deadline passes before
   */
  void deliver(byte[] stdin, Nonces nonces, Deadline deadline) {
    List<String> pieces = CommandEncoding.pieces(stdin);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      String nonce = nonces.next();
      typing.deliver("y " + nonce + " -", STDIN, nonce, 0);
      for (int i = 0; i < pieces.size(); i++) {
        if (deadline.expired()) {
          throw new ShellException(
              "the deadline passed when %d of %d pieces of a command's stdin were delivered; the command was not run"
                  .formatted(i, pieces.size()));
        }
        String piece = pieces.get(i);
        typing.deliver(
            "b " + nonce + " " + i + " " + piece.length() + " " + piece, STDIN, nonce, i + 1);
      }
      if (arrivedWhole(stdin, nonce)) {
        return;
      }
    }
    throw new ShellException(
        "a command's stdin of %d bytes arrived damaged %d times: the guest's console loses or changes input; the command was not run"
            .formatted(stdin.length, TRIES));
  }

  /** A length does not reveal a byte that was changed on the way; a checksum does. */
  private boolean arrivedWhole(byte[] stdin, String nonce) {
    for (int asked = 0; asked < ASKED; asked++) {
      agent.type("k " + nonce + " -");
      AgentLine.Heard heard =
          agent.hear(
              "the checksum of " + STDIN,
              AgentLine.Form.STDIN,
              nonce,
              QUIET,
              Deadline.in(PATIENCE, console.clock()));
      if (heard instanceof AgentLine.Heard.Mark(List<String> groups) && !groups.get(1).isEmpty()) {
        return groups.get(2).equals(String.valueOf(stdin.length))
            && Checksum.matches(groups.get(1), stdin);
      }
    }
    return false;
  }
}
