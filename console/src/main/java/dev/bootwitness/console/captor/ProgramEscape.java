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
 * <p>After each key the screen is looked at again. Where what stands there may be a shell's prompt
 * after all, {@link #step} is for a caller who asks the shell before the next key: a second Ctrl-D
 * would end it. Text is consumed meanwhile. For one thread.
 */
public final class ProgramEscape {

  /** A program has drawn or said what it does after a key. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  /** A key without any effect is waited for so long. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** One program may stand behind the other; none of those known takes more keys than five. */
  private static final int MOST_KEYS = 16;

  private final Console console;
  private @Nullable ForegroundProgram last;
  private int tried;

  public ProgramEscape(Console console) {
    this.console = console;
  }

  /**
   * Leaves {@code captor}, and what shows behind it.
   *
   * @return whether nothing that is known holds the terminal now
   */
  public boolean leave(ForegroundProgram captor) {
    Optional<ForegroundProgram> held = Optional.of(captor);
    for (int i = 0; i < MOST_KEYS && held.isPresent() && !exhausted(held.get()); i++) {
      held = step(held.get());
    }
    return held.isEmpty();
  }

  /**
   * Types the next key that may leave {@code captor}; the first again after the last.
   *
   * @return what holds the terminal then
   */
  public Optional<ForegroundProgram> step(ForegroundProgram captor) {
    if (last == null || !last.sameAs(captor) || exhausted(captor)) {
      tried = 0;
    }
    last = captor;
    press(captor.keys().get(tried++));
    return ForegroundPrograms.on(console.screen());
  }

  /** Whether every way to leave {@code captor} was tried since {@link #reset}. */
  public boolean exhausted(ForegroundProgram captor) {
    return last != null && last.sameAs(captor) && tried == captor.keys().size();
  }

  /** A shell has answered: whatever comes now is a new one. */
  public void reset() {
    last = null;
    tried = 0;
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
