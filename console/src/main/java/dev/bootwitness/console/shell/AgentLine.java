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

  /** Compiling an expression costs more than a short command does. */
  private static final Map<Duration, TextPattern> NOISE_AFTER = new ConcurrentHashMap<>();

  private final Console console;

  AgentLine(Console console) {
    this.console = console;
  }

  /** The kinds of marks, by what stands behind their nonce. */
  enum Form {
    SHELL("sh"),
    GATHERED("k ([0-9a-f]*)[- 0-9]*"),
    READY("ready ([0-9]{1,10}) ?([^~]*)"),
    /** A command has started, was never heard whole, or has ended. */
    COURSE("([sue])"),
    /** How many pieces are there; {@code u}: that line did not come whole. */
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

    /** Something else, then quiet. */
    record Noise() implements Heard {}

    /** Neither in time. */
    record Nothing(ExpectResult.DeadlinePassed result) implements Heard {}
  }

  /** Types a request: twice, for the agent obeys what came twice alike. */
  void type(String line) {
    console.send(twice(line));
  }

  /** Ctrl-C or Ctrl-\, then a request: the terminal drops what was typed before the signal. */
  void interrupt(String signal, String line) {
    console.send(signal + twice(line));
  }

  /** Ctrl-U before the second, too: else the first would run into it when its end got lost. */
  private static String twice(String line) {
    return KILL_LINE + "= " + line + "\r" + KILL_LINE + line + "\r";
  }

  /** Types a line to the login shell. */
  void typeOnce(String line) {
    console.send(KILL_LINE + line + "\r");
  }

  /**
   * Waits for a mark with this nonce; one with another is late, or damaged and then noise.
   *
   * @param what what it means, for a person
   * @param quiet after how much silence noise is reported
   * @throws ShellException when nothing can come any more
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
