package dev.bootwitness.console.captor;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves what holds a terminal, by the mildest key that works; what it types saves and confirms
 * nothing.
 *
 * <p>After each key the screen is looked at again. What looks like a captor but might be a shell's
 * prompt gets one key at a time: the caller asks for the shell before the next, since a second
 * Ctrl-D would end that shell. Text is consumed meanwhile. For one thread.
 */
public final class WayOut {

  /** A program has drawn or said what it does after a key. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  /** A key without any effect is waited for so long. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** One program may stand behind the other; none of those known takes more keys than five. */
  private static final int MOST_KEYS = 16;

  private final Console console;
  private @Nullable Captor last;
  private int tried;

  public WayOut(Console console) {
    this.console = console;
  }

  /**
   * Leaves {@code captor}, and what shows behind it.
   *
   * @return whether nothing that is known holds the terminal now
   */
  public boolean leave(Captor captor) {
    Optional<Captor> held = Optional.of(captor);
    for (int keys = 0; keys < MOST_KEYS && held.isPresent(); keys++) {
      Captor here = held.get();
      if (last == null || !last.sameAs(here)) {
        tried = 0;
      }
      last = here;
      if (tried == here.keys().size()) {
        return false;
      }
      press(here.keys().get(tried++));
      held = Captors.on(console.screen());
      if (held.isPresent() && !held.get().certain()) {
        return false;
      }
    }
    return held.isEmpty();
  }

  private void press(String key) {
    console.skipToEnd();
    console.send(key);
    ExpectResult _ =
        console.expect(
            Expectation.of("what a key does", TextPattern.prompt("[\\s\\S]", SETTLED)),
            Deadline.in(PATIENCE, console.clock()));
  }
}
