package dev.bootwitness.diagnosis.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a saved log of whatever form. */
public final class SavedLog {
  private static final int HEAD = 1 << 16;

  /** The number of lines at the beginning that are always reported: most logs have no more. */
  private static final int ALWAYS_TOLD = 20_000;

  private SavedLog() {}

  /** Creates the listener once the form is known. */
  @FunctionalInterface
  public interface ListenerMaker {
    LogListener listen(LogForm form);
  }

  /**
   * Reads {@code in} to its end.
   *
   * @return the form found
   * @throws IOException when reading fails, or the input is not a log
   */
  public static LogForm read(InputStream in, ListenerMaker maker) throws IOException {
    var pushback = new PushbackInputStream(Wrapping.off(in), HEAD);
    byte[] head = pushback.readNBytes(HEAD);
    pushback.unread(head);
    LinePrefix prefix = LogForm.prefix(head, head.length);
    LogForm form = LogForm.of(head, head.length, prefix);
    LogListener listener = maker.listen(form);
    switch (form) {
      case CONSOLE, JOURNAL -> ConsoleFile.read(pushback, listener, prefix, ALWAYS_TOLD);
      case TYPESCRIPT -> {
        var unframed = new Unframed(listener);
        ConsoleFile.read(pushback, unframed, LinePrefix.NONE, ALWAYS_TOLD);
        unframed.end();
      }
      case ASCIICAST -> CastFile.read(pushback, listener);
      case JOURNAL_EXPORT -> ExportFile.read(pushback, listener);
      case JOURNAL_JSON -> JsonFile.read(pushback, listener);
      case LAVA -> LavaFile.read(pushback, listener);
    }
    return form;
  }

  /**
   * script(1) writes one line before and one after, and ends the console's last line for that;
   * neither came from the console. So each line is reported when the next one has arrived.
   */
  private static final class Unframed implements LogListener {
    private final LogListener listener;
    private @Nullable LogLine before;

    Unframed(LogListener listener) {
      this.listener = listener;
    }

    @Override
    public int line(LogLine line) {
      if (line.number() == 1 && line.text().startsWith("Script started on ")) {
        return 0;
      }
      boolean done = line.text().startsWith("Script done on ");
      int wanted = tell(!done);
      before = done ? null : line;
      return wanted + 1;
    }

    private int tell(boolean ended) {
      LogLine told = before;
      if (told == null || (!ended && told.text().isEmpty())) {
        return 0;
      }
      return listener.line(
          new LogLine(
              told.number(),
              told.offset(),
              told.text(),
              ended && told.ended(),
              told.seconds(),
              told.entry(),
              told.machine()));
    }

    void end() {
      var _ = tell(true);
    }

    @Override
    public @Nullable LineFilter filter() {
      return listener.filter();
    }
  }
}
