package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches what a command wrote, piece by piece; each piece is checked, and requested again when
 * damaged.
 */
final class OutputFetch {

  /** The most bytes fetched of each output; longer output is cut and reported as cut. */
  private static final int LIMIT = 10 * 1024 * 1024;

  private static final int PIECE = 24 * 1024;

  /** A piece is halved after damage, so that it fits between two noises, but not below this. */
  private static final int SMALLEST = 512;

  private static final int TRIES = 12;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;
  private final AgentLine agent;
  private final Nonces nonces;
  private int size = PIECE;

  OutputFetch(Console console, AgentLine agent, Nonces nonces) {
    this.console = console;
    this.agent = agent;
    this.nonces = nonces;
  }

  /**
   * One complete output, taken from the reply itself if it arrived intact.
   *
   * @throws ShellException when a piece arrived damaged every time
   */
  CommandResult.Output of(Reply.Part part) {
    return part.inline()
        .map(bytes -> new CommandResult.Output(bytes, true))
        .orElseGet(() -> fetch(part));
  }

  private CommandResult.Output fetch(Reply.Part part) {
    byte[] bytes = new byte[(int) Math.min(part.length(), LIMIT)];
    int done = 0;
    while (done < bytes.length) {
      byte[] piece = piece(part.file(), done, bytes.length - done);
      System.arraycopy(piece, 0, bytes, done, piece.length);
      done += piece.length;
    }
    return new CommandResult.Output(bytes, part.length() <= LIMIT);
  }

  private byte[] piece(String file, int offset, int left) {
    int wanted = Math.min(size, left);
    int count = wanted;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      String nonce = nonces.next();
      long from = console.skipToEnd();
      agent.type("f " + nonce + " " + file + " " + offset + " " + count);
      AgentLine.Heard heard =
          agent.hear(
              "a piece of output",
              AgentLine.Form.PIECE,
              nonce,
              QUIET,
              Deadline.in(PATIENCE, console.clock()));
      if (heard instanceof AgentLine.Heard.Nothing(ExpectResult.DeadlinePassed passed)) {
        throw new ShellException(passed.describe());
      } else if (heard instanceof AgentLine.Heard.Mark(List<String> groups)
          && groups.get(1).equals("u")) {
        continue; // the request was damaged, not the piece
      }
      Optional<byte[]> piece = Armour.read(console.textSince(from), nonce, count);
      if (piece.isPresent()) {
        size = Math.min(PIECE, size * 2);
        return piece.get();
      }
      size = Math.max(SMALLEST, count / 2);
      count = Math.min(size, left);
    }
    throw new ShellException(
        String.format(
            "bytes %d–%d of a command's output came damaged %d times: other writers use this"
                + " console; look at the last lines of it",
            offset, offset + wanted, TRIES));
  }
}
