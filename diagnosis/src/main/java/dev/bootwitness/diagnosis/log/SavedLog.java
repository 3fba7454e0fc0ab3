package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.expect.LineSieve;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a saved log of whatever form. */
public final class SavedLog {
  private static final int HEAD = 1 << 16;

  /** Lines at the beginning that are told whatever is in them: most logs have no more. */
  private static final int ALWAYS_TOLD = 20_000;

  private SavedLog() {}

  /** Makes who listens, once the form is known. */
  @FunctionalInterface
  public interface ListenerMaker {
    LogListener listen(LogForm form);
  }

  /**
   * Reads {@code in} to its end.
   *
   * @return the form found
   * @throws IOException when reading fails
   */
  public static LogForm read(InputStream in, ListenerMaker maker) throws IOException {
    var pushback = new PushbackInputStream(in, HEAD);
    byte[] head = pushback.readNBytes(HEAD);
    pushback.unread(head);
    LinePrefix prefix = LogForm.prefix(head, head.length);
    LogForm form = LogForm.of(head, head.length, prefix);
    LogListener listener = maker.listen(form);
    switch (form) {
      case CONSOLE, JOURNAL -> ConsoleFile.read(pushback, listener, prefix, ALWAYS_TOLD);
      case TYPESCRIPT ->
          ConsoleFile.read(pushback, withoutFrame(listener), LinePrefix.NONE, ALWAYS_TOLD);
      case ASCIICAST -> CastFile.read(pushback, listener);
      case JOURNAL_EXPORT -> ExportFile.read(pushback, listener);
    }
    return form;
  }

  /** script(1) writes a line before and one behind; neither came from the console. */
  private static LogListener withoutFrame(LogListener listener) {
    return new LogListener() {
      @Override
      public int line(LogLine line) {
        boolean frame =
            (line.number() == 1 && line.text().startsWith("Script started on "))
                || line.text().startsWith("Script done on ");
        return frame ? 0 : listener.line(line);
      }

      @Override
      public @Nullable LineSieve sieve() {
        return listener.sieve();
      }
    };
  }
}
