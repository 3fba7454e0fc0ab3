package dev.bootwitness.console.cast;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.console.fake.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recorded session into a console in virtual time, exactly and without delay.
 *
 * <p>Each recorded input is a gate: the output after it comes only when the operator under test has
 * typed as many times as were recorded. The typed text is not compared, since a recording masks
 * secrets and a login makes new nonces each time; to replay a login, give it the nonces of {@link
 * Cast#typed}. A recording that breaks off leaves the console silent. For one thread, with a {@link
 * FakeClock}; {@link CastChannel} is the same in real time.
 */
public final class CastPlayer implements ConsoleChannel {

  private final Cast cast;
  private final FakeClock clock;
  private @Nullable Console console;
  private @Nullable Playhead playhead;
  private boolean scheduled;

  public CastPlayer(Cast cast, FakeClock clock) {
    this.cast = cast;
    this.clock = clock;
  }

  /** The console into which the session is replayed, from now on; call it once. */
  public Console console(ConsoleListener listener) {
    if (playhead != null) {
      throw new IllegalStateException("a player plays once");
    }
    Console made = new Console(this, clock, listener);
    console = made;
    Playhead head = new Playhead(cast, clock.nanos());
    playhead = head;
    schedule(made, head);
    return made;
  }

  private void schedule(Console to, Playhead head) {
    switch (head.next()) {
      case Playhead.Next.Print(long due, String text) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        at(
            due,
            () -> {
              head.printed(clock.nanos());
              to.receive(bytes, bytes.length);
              schedule(to, head);
            });
      }
      case Playhead.Next.End(long due, String reason) -> at(due, () -> to.end(reason));
      case Playhead.Next.Silence _ -> scheduled = false;
    }
  }

  private void at(long due, Runnable action) {
    scheduled = true;
    clock.after(Duration.ofNanos(Math.max(0, due - clock.nanos())), action);
  }

  @Override
  public void write(byte[] bytes) {
    Console to = console;
    Playhead head = playhead;
    if (to != null && head != null) {
      head.typed(clock.nanos());
      if (!scheduled) {
        schedule(to, head);
      }
    }
  }

  @Override
  public int read(byte[] buffer) {
    throw new AssertionError("a player is not read: it pushes; do not call start()");
  }

  @Override
  public void close() {}
}
