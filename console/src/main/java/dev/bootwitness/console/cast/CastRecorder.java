package dev.bootwitness.console.cast;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records both directions of a console with their timing; it ends with the console.
 *
 * <p>Text that the console typed as a secret already arrives here as asterisks; other input goes
 * through a mask. Output is written as received: if a guest prints a secret, the recording contains
 * it. A recording that cannot be written stops without affecting the console.
 */
public final class CastRecorder implements ConsoleListener {

  private final CastWriter writer;
  private final ConsoleClock clock;
  private final UnaryOperator<String> inputMask;
  private final long began;
  private volatile @Nullable IOException failure;

  /**
   * Starts a recording.
   *
   * @param inputMask returns what may be written of a typed text
   */
  public CastRecorder(CastWriter writer, ConsoleClock clock, UnaryOperator<String> inputMask) {
    this.writer = writer;
    this.clock = clock;
    this.inputMask = inputMask;
    this.began = clock.nanos();
  }

  /** The reason the recording stopped before its console ended, if it did. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void received(byte[] bytes, int length, long offset) {
    record(() -> writer.output(elapsed(), bytes, length));
  }

  @Override
  public void sent(byte[] bytes) {
    String typed = inputMask.apply(new String(bytes, StandardCharsets.UTF_8));
    record(() -> writer.input(elapsed(), typed));
  }

  @Override
  public void closed(String reason) {
    record(() -> {
      writer.closed(elapsed(), reason);
      writer.close();
    });
  }

  private long elapsed() {
    return clock.nanos() - began;
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void record(Writing writing) {
    if (failure == null) {
      try {
        writing.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }
}
