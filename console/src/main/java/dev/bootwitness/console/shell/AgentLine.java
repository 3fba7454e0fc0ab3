package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;

/**
 * The line to the agent in the guest: types to it, and hears its marks among whatever else is
 * printed.
 *
 * <p>A command's output goes to files, so anything on the console that is no mark is noise, and may
 * have damaged one. Noise followed by quiet is therefore a result of its own: time to ask again.
 */
final class AgentLine {

  /** Begins every mark of the agent, which joins it from two halves. */
  static final String MARK = "~bw";

  /** Ctrl-U: whatever a noise typed there is gone (termios(3), VKILL). */
  private static final String KILL_LINE = "\025";

  /** Index of the noise pattern behind the mark's in {@link #hear}'s expectation. */
  private static final int NOISE = 1;

  private final Console console;

  AgentLine(Console console) {
    this.console = console;
  }

  /** What was heard. */
  sealed interface Heard {
    /** The mark that was waited for. */
    record Mark(ExpectResult.Matched matched) implements Heard {}

    /** Something else, then quiet. */
    record Noise() implements Heard {}

    /** Neither in time. */
    record Nothing(ExpectResult.DeadlinePassed result) implements Heard {}
  }

  void type(String line) {
    console.send(KILL_LINE + line + "\r");
  }

  /** Ctrl-C or Ctrl-\, then a line: the terminal drops what was typed before the signal. */
  void interrupt(String signal, String line) {
    console.send(signal + KILL_LINE + line + "\r");
  }

  /**
   * Waits for a mark.
   *
   * @param what what it means, for a person
   * @param mark a regular expression of what stands between the mark's beginning and end
   * @param quiet after how much silence noise is reported
   * @throws ShellException when nothing can come any more
   */
  Heard hear(String what, String mark, Duration quiet, Deadline deadline) {
    Expectation expectation =
        Expectation.of(
            what, TextPattern.regex(MARK + mark + "~\\n"), TextPattern.prompt("[\\s\\S]", quiet));
    return switch (console.expect(expectation, deadline)) {
      case ExpectResult.Matched matched when matched.index() == NOISE -> new Heard.Noise();
      case ExpectResult.Matched matched -> new Heard.Mark(matched);
      case ExpectResult.DeadlinePassed passed -> new Heard.Nothing(passed);
      case ExpectResult.Unmatched unmatched -> throw new ShellException(unmatched.describe());
      case ExpectResult.Interrupted interrupted -> throw new ShellException("interrupted");
    };
  }
}
