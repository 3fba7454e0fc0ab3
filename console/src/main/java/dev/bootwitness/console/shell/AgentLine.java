package dev.bootwitness.console.shell;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Talks to the agent in the guest: types to it, and finds its marks among other output.
 *
 * <p>A command's output goes to files, so anything on the console that is not a mark is noise and
 * may have damaged a mark. Noise followed by quiet is therefore a separate result: it is time to
 * ask again.
 */
final class AgentLine {

  /** The beginning of every mark of the agent, which joins it from two halves. */
  static final String MARK = "~bw";

  /** Ctrl-U deletes whatever noise typed there (termios(3), VKILL). */
  private static final String KILL_LINE = "\025";

  /** Index of the noise pattern in {@link #hear}'s expectation, after that of the mark. */
  private static final int NOISE = 1;

  /** Compiling an expression costs more than a short command. */
  private static final Map<Duration, TextPattern> NOISE_AFTER = new ConcurrentHashMap<>();

  private final Console console;

  AgentLine(Console console) {
    this.console = console;
  }

  /** The kinds of marks, distinguished by the text after their nonce. */
  enum Form {
    SHELL("sh"),
    GATHERED("k ([0-9a-f]*)[- 0-9]*"),
    READY("ready ([0-9]{1,10}) ?([^~]*)"),
    /** A command has started, was not received completely, or has ended. */
    COURSE("([sue])"),
    /** How many pieces have arrived; {@code u}: that line did not arrive intact. */
    RECEIPT("(?:a ([0-9]{1,9})|u)"),
    STDIN("(?:k ([0-9a-f]{1,32}) ([0-9]{1,18})|u)"),
    PIECE("([du])");

    @SuppressWarnings("ImmutableEnumChecker") // a TextPattern is immutable, by its Javadoc
    private final TextPattern pattern;

    Form(String regex) {
      pattern = TextPattern.regex(MARK + "([0-9A-Za-z]{1,64}) " + regex + "~\\n");
    }
  }

  /** What was heard. */
  sealed interface Heard {
    /** The mark that was waited for: its nonce, then the groups of its form. */
    record Mark(List<String> groups) implements Heard {}

    /** Other output, then quiet. */
    record Noise() implements Heard {}

    /** Neither came in time. */
    record Nothing(ExpectResult.DeadlinePassed result) implements Heard {}
  }

  /** Types a request twice: the agent obeys only what arrives twice identically. */
  void type(String line) {
    console.send(twice(line));
  }

  /** Ctrl-C or Ctrl-\, then a request: the terminal drops what was typed before the signal. */
  void interrupt(String signal, String line) {
    console.send(signal + twice(line));
  }

  /** Ctrl-U before the second, too: otherwise the first would run into it if its end was lost. */
  private static String twice(String line) {
    return KILL_LINE + "= " + line + "\r" + KILL_LINE + line + "\r";
  }

  /** Types a line to the login shell. */
  void typeOnce(String line) {
    console.send(KILL_LINE + line + "\r");
  }

  /**
   * Waits for a mark with this nonce; a mark with another nonce is late, or damaged and therefore
   * noise.
   *
   * @param what what it means, for a person
   * @param quiet after how much silence noise is reported
   * @throws ShellException when nothing can arrive any more
   */
  Heard hear(String what, Form form, String nonce, Duration quiet, Deadline deadline) {
    TextPattern noise = NOISE_AFTER.computeIfAbsent(quiet, q -> TextPattern.prompt("[\\s\\S]", q));
    Expectation expectation = Expectation.of(what, form.pattern, noise);
    Deadline until = deadline;
    while (true) {
      switch (console.expect(expectation, until)) {
        case ExpectResult.Matched matched when matched.index() == NOISE -> {
          return new Heard.Noise();
        }
        case ExpectResult.Matched matched -> {
          if (matched.groups().get(1).equals(nonce)) {
            return new Heard.Mark(matched.groups().subList(1, matched.groups().size()));
          }
          until = deadline.atMost(quiet); // it may be the awaited one with a damaged nonce
        }
        case ExpectResult.DeadlinePassed passed -> {
          return deadline.expired() ? new Heard.Nothing(passed) : new Heard.Noise();
        }
        case ExpectResult.Unmatched unmatched -> throw new ShellException(unmatched.describe());
        case ExpectResult.Interrupted interrupted -> throw new ShellException("interrupted");
      }
    }
  }
}
