package dev.bootwitness.junit;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.safere.Pattern;

/**
 * How a command in the guest ended. Its assertions return the answer itself, so that they can be
 * chained; any assertion library works on its components.
 *
 * @param exit the exit status, 128+n for signal n
 * @param stdout UTF-8; invalid bytes become U+FFFD
 * @param stderr likewise
 * @param duration from sending the command to its end
 * @param whole whether all of both outputs is here; of a longer one, the first 10 MiB are
 */
public record CommandAnswer(
    String command, int exit, String stdout, String stderr, Duration duration, boolean whole) {

  private static final int SHOWN = 4000;

  /**
   * The answer of a command that ran to its end.
   *
   * @throws AssertionFailedError when it did not: it took too long, or something held the terminal
   */
  static CommandAnswer of(CommandResult result) {
    return switch (result) {
      case CommandResult.Completed done ->
          new CommandAnswer(
              done.command(),
              done.exit(),
              done.stdout().text(),
              done.stderr().text(),
              done.took(),
              done.stdout().whole() && done.stderr().whole());
      case CommandResult.TimedOut late ->
          throw new AssertionFailedError(
              "`%s` did not end within %.1f s and was interrupted; so far it printed:%n%s%s"
                  .formatted(
                      late.command(),
                      late.took().toNanos() / 1e9,
                      cut(late.stdout().text()),
                      cut(late.stderr().text())));
      case CommandResult.Captured held ->
          throw new AssertionFailedError(
              "`%s` opened the terminal, where %s, waited for input; it was ended"
                  .formatted(held.command(), held.captor().describe()));
      case CommandResult.Unresponsive lost ->
          throw new AssertionFailedError("`%s`: %s".formatted(lost.command(), lost.seen()));
    };
  }

  /** Standard output without the white space around it. */
  public String text() {
    return stdout.strip();
  }

  /** The lines of standard output. */
  public List<String> lines() {
    return stdout.lines().toList();
  }

  /** Asserts exit status 0. */
  public CommandAnswer succeeds() {
    return exits(0);
  }

  /** Asserts any exit status but 0. */
  public CommandAnswer fails() {
    if (exit == 0) {
      throw failed("exited 0, expected a failure");
    }
    return this;
  }

  /** Asserts an exit status. */
  public CommandAnswer exits(int expected) {
    if (exit != expected) {
      throw failed("exited " + exit + ", expected " + expected);
    }
    return this;
  }

  /** Asserts that standard output contains a text. */
  public CommandAnswer prints(String expected) {
    if (!stdout.contains(expected)) {
      throw failed("did not print \"" + expected + "\"");
    }
    return this;
  }

  /** Asserts that standard output does not contain a text; of a cut one, that is not known. */
  public CommandAnswer doesNotPrint(String unexpected) {
    if (stdout.contains(unexpected)) {
      throw failed("printed \"" + unexpected + "\"");
    }
    if (!whole) {
      throw failed("may have printed \"" + unexpected + "\"");
    }
    return this;
  }

  /** The answer, when all of it is here. */
  CommandAnswer complete() {
    if (!whole) {
      throw failed("printed more than can be fetched");
    }
    return this;
  }

  /**
   * Asserts that an expression matches in standard output, {@code ^} and {@code $} in each line.
   */
  public CommandAnswer matches(String expression) {
    if (!Pattern.compile(expression, Pattern.MULTILINE).matcher(stdout).find()) {
      throw failed("printed nothing that matches " + expression);
    }
    return this;
  }

  private AssertionFailedError failed(String what) {
    return new AssertionFailedError(
        "`%s` %s%s%s%s"
            .formatted(
                command,
                what,
                shown("stdout", stdout),
                shown("stderr", stderr),
                whole
                    ? ""
                    : "\nonly the first 10 MiB of each output were fetched; let the command print less,"
                        + " or write a file and pull it"));
  }

  private static String shown(String name, String text) {
    return text.isBlank() ? "\n" + name + " is empty" : "\n" + name + ": " + cut(text);
  }

  private static String cut(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text.stripTrailing();
  }
}
