package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;

/** Describes what a command in the guest did. */
final class Evidence {

  private static final int SHOWN = 200;

  private static final String CAPTURED = "shell/captured-by-program";

  private Evidence() {}

  /** The beginning of a text, for a message of one line. */
  static String brief(String text) {
    String line = text.strip().replace('\n', '⏎');
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  /** The command's output: stdout, else stderr. */
  static String said(CommandResult.Completed c) {
    String out = c.stdout().text().strip();
    return brief(out.isEmpty() ? c.stderr().text() : out);
  }

  /** What a message adds when the answer is not complete; empty when it is. */
  static String cut(CommandResult.Output output) {
    return output.whole()
        ? ""
        : "; only the first %d MiB of the output were fetched"
            .formatted(output.bytes().length >> 20);
  }

  static ProbeResult unfinished(CommandResult result) {
    return switch (result) {
      case CommandResult.TimedOut t ->
          new ProbeResult.Not(
              "check/timed-out",
              "`%s` did not end in %.1f s and was interrupted"
                  .formatted(brief(t.command()), t.took().toNanos() / 1e9),
              brief(t.stdout().text()),
              true);
      case CommandResult.Captured c ->
          new ProbeResult.Not(
              CAPTURED,
              "`%s` opened the terminal, where %s, waited for input; it was closed and the command"
                      .formatted(brief(c.command()), c.captor().describe())
                  + " interrupted after %.1f s".formatted(c.took().toNanos() / 1e9),
              c.captor().quote(),
              true);
      case CommandResult.Unresponsive u when u.captor().isPresent() ->
          new ProbeResult.Lost(
              CAPTURED,
              "`%s` opened the terminal, where %s, could not be closed\n%s"
                  .formatted(brief(u.command()), u.captor().get().describe(), u.seen()));
      case CommandResult.Unresponsive u -> new ProbeResult.Lost("shell/unresponsive", u.seen());
      case CommandResult.Completed c -> throw new IllegalArgumentException("it completed");
    };
  }
}
