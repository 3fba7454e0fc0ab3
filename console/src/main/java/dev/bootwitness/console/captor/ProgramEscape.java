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
 * Leaves the program that holds a terminal by the mildest key that works; no key saves or confirms
 * anything.
 *
 * <p>After each key it inspects the screen again. Where the screen may show a shell's prompt after
 * all, use {@link #step} and ask the shell before the next key: a second Ctrl-D would end it. Text
 * is consumed meanwhile. For one thread.
 */
public final class ProgramEscape {

  /** Time in which a program draws or prints its reaction to a key. */
  private static final Duration SETTLED = Duration.ofMillis(300);

  /** How long to wait for a key that has no effect. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  /** One program may hide another; no known program takes more than five keys. */
  private static final int MOST_KEYS = 16;

  private final Console console;
  private @Nullable ForegroundProgram last;
  private int tried;

  public ProgramEscape(Console console) {
    this.console = console;
  }

  /**
   * Leaves {@code captor}, and any program that appears after it.
   *
   * @return whether no known program holds the terminal now
   */
  public boolean leave(ForegroundProgram captor) {
    Optional<ForegroundProgram> held = Optional.of(captor);
    for (int i = 0; i < MOST_KEYS && held.isPresent() && !exhausted(held.get()); i++) {
      held = step(held.get());
    }
    return held.isEmpty();
  }

  /**
   * Types the next key that may leave {@code captor}; after the last key it starts over.
   *
   * @return what holds the terminal afterwards
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

  /** A shell has answered: any program that appears from now on is a new one. */
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
