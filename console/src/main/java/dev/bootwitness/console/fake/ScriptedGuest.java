package dev.bootwitness.console.fake;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.channel.ConsoleChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A guest that follows a script: it prints text, expects typed lines, and answers them.
 *
 * <p>Strict: typing what the script does not expect fails at once, and {@link #assertFinished}
 * fails while lines are left. A line is what was typed up to {@code \\r}, without what Ctrl-U
 * deleted; Ctrl-C and Ctrl-\\ are the lines {@code ^C} and {@code ^\\}. In an answer {@code $1} …
 * stand for groups of the expected line. For one thread, with a {@link FakeClock}.
 */
public final class ScriptedGuest implements ConsoleChannel {

  /** The answer to every line once the script is over. */
  @FunctionalInterface
  public interface Program {
    /** What the guest prints after {@code line} was typed. */
    String answer(String line);
  }

  private static final Duration REACTION = Duration.ofMillis(10);

  private record Turn(Pattern typed, String answer, Duration delay) {}

  private final FakeClock clock;
  private final Deque<Turn> turns = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private @Nullable Console console;
  private @Nullable Program program;

  public ScriptedGuest(FakeClock clock) {
    this.clock = clock;
  }

  /** A console over this guest, to be used on this thread. */
  public Console console() {
    return console(ConsoleListener.NONE);
  }

  /** A console over this guest that notifies {@code listener}. */
  public Console console(ConsoleListener listener) {
    Console made = new Console(this, clock, listener);
    console = made;
    return made;
  }

  /** The guest prints {@code text} by itself, {@code delay} from now. */
  public ScriptedGuest says(Duration delay, String text) {
    clock.after(delay, () -> emit(text));
    return this;
  }

  /**
   * The guest waits for a line that matches {@code regex} as a whole and then prints {@code
   * answer}.
   */
  public ScriptedGuest answers(String regex, String answer) {
    return answersAfter(REACTION, regex, answer);
  }

  /** As {@link #answers}, but the answer comes {@code delay} after the line. */
  public ScriptedGuest answersAfter(Duration delay, String regex, String answer) {
    turns.add(new Turn(Pattern.compile(regex, Pattern.DOTALL), answer, delay));
    return this;
  }

  /** When the script is over, {@code next} answers every line. */
  public ScriptedGuest handsOverTo(Program next) {
    program = next;
    return this;
  }

  /** Ends the channel {@code delay} from now. */
  public ScriptedGuest ends(Duration delay, String reason) {
    clock.after(delay, () -> attached().end(reason));
    return this;
  }

  /** Fails unless everything of the script happened. */
  public void assertFinished() {
    if (!turns.isEmpty()) {
      throw new AssertionError("never typed: " + turns.peek());
    }
  }

  private void emit(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      attached().receive(bytes, bytes.length);
    }
  }

  private Console attached() {
    if (console == null) {
      throw new AssertionError("the guest speaks before console() was called");
    }
    return console;
  }

  @Override
  public void write(byte[] bytes) {
    for (char c : new String(bytes, StandardCharsets.UTF_8).toCharArray()) {
      if (c == '\025') {
        line.setLength(0);
      } else if (c == '\r') {
        typed(line.toString());
        line.setLength(0);
      } else if (c == '\003' || c == '\034') {
        typed(c == '\003' ? "^C" : "^\\");
        line.setLength(0);
      } else {
        line.append(c);
      }
    }
  }

  private void typed(String text) {
    Turn turn = turns.poll();
    if (turn == null) {
      says(REACTION, beyondTheScript(text));
      return;
    }
    Matcher matcher = turn.typed.matcher(text);
    if (!matcher.matches()) {
      throw new AssertionError("expected " + turn.typed + " to be typed, but was: " + text);
    }
    String answer = turn.answer;
    for (int g = 1; g <= matcher.groupCount(); g++) {
      answer = answer.replace("$" + g, String.valueOf(matcher.group(g)));
    }
    says(turn.delay, answer);
  }

  private String beyondTheScript(String text) {
    if (program == null) {
      throw new AssertionError("typed beyond the script: " + text);
    }
    return program.answer(text);
  }

  @Override
  public int read(byte[] buffer) {
    throw new AssertionError("a scripted guest is not read: it pushes; do not call start()");
  }

  @Override
  public void close() {}
}
