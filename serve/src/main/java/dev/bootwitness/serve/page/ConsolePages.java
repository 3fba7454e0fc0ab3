package dev.bootwitness.serve.page;

import dev.bootwitness.report.html.Pages;
import dev.bootwitness.serve.http.Answer;
import dev.bootwitness.serve.http.Policy;
import dev.bootwitness.serve.live.CastFollower;
import dev.bootwitness.serve.store.RunFolders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The console of a run: as text, and as a recording for the player. */
final class ConsolePages {

  static final int COLUMNS = 120;
  static final int ROWS = 32;
  static final String CAST = "serial.cast";

  /** A longer recording is no help in a page. */
  private static final long MOST_CHARACTERS = 8 << 20;

  /** A guest prints byte by byte; what it prints within this time is one event. */
  private static final double STEP = 0.04;

  private final ServedProject project;

  ConsolePages(ServedProject project) {
    this.project = project;
  }

  Answer page(String id) throws IOException {
    if (project.folders().find(id).isEmpty()) {
      throw new NoSuchFileException(id);
    }
    List<LiveView> live =
        project.live().now(id).stream()
            .map(state -> LiveView.of(state, project.clock().instant()))
            .toList();
    List<String> lines = new ConsoleFeed(project.folders(), id).all();
    int more = Math.max(0, lines.size() - ConsoleFeed.LINES);
    ConsoleSheet sheet =
        new ConsoleSheet(id, live, isThere(id), lines.subList(more, lines.size()), more > 0);
    return Answer.page(Answer.OK, Pages.text("serve/console.jte", sheet), Policy.PLAYER);
  }

  private boolean isThere(String id) throws IOException {
    try (RunFolders.Opened file = project.folders().open(id, CAST)) {
      return file.length() > 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** An asciicast v2 of what the guest printed, without what must not reach a player. */
  Answer cast(String id) throws IOException {
    if (!isThere(id)) {
      throw new NoSuchFileException(id);
    }
    return new Answer(
        Answer.OK, "application/x-asciicast", Policy.FILE, Map.of(), -1, out -> write(id, out));
  }

  private void write(String id, OutputStream out) throws IOException {
    Merging merging = new Merging(out);
    merging.line("{\"version\":2,\"width\":" + COLUMNS + ",\"height\":" + ROWS + "}");
    try (RunFolders.Opened file = project.folders().open(id, CAST)) {
      new CastFollower().read(file.in(), merging::add);
      merging.flush();
    } catch (Merging.FullException e) {
      merging.flush(); // The page says where the rest is.
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Joins what was printed at nearly the same moment. */
  private static final class Merging {
    private final OutputStream out;
    private final StringBuilder pending = new StringBuilder();
    private double began;
    private long written;

    Merging(OutputStream out) {
      this.out = out;
    }

    /** Ends the reading of a recording that is long enough. */
    static final class FullException extends RuntimeException {
      private static final long serialVersionUID = 1L;

      FullException() {
        super("long enough", null, false, false);
      }
    }

    void add(CastFollower.Output output) {
      if (!pending.isEmpty() && output.at() - began >= STEP) {
        flush();
      }
      if (written + pending.length() > MOST_CHARACTERS) {
        throw new FullException();
      }
      began = pending.isEmpty() ? output.at() : began;
      pending.append(output.json());
    }

    void flush() {
      if (!pending.isEmpty()) {
        line("[" + String.format(Locale.ROOT, "%.3f", began) + ",\"o\",\"" + pending + "\"]");
        pending.setLength(0);
      }
    }

    void line(String text) {
      try {
        written += text.length();
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
