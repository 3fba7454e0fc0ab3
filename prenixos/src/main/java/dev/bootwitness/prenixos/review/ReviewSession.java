package dev.bootwitness.prenixos.review;

import dev.bootwitness.prenixos.detect.DetectionFailure;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.status.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/** Shows the review on a terminal and does what the person wants. */
public final class ReviewSession {
  private final Terminal terminal;
  private final ReviewKeys keys;
  private final Disks disks;
  private final boolean colour;

  /** The machine's disks. */
  public interface Disks {

    Inventory detect() throws DetectionFailure, IOException;

    /** Applies with these options, printing what it does; the sentence says what was done. */
    String apply(PlanOptions options) throws IOException;
  }

  /**
   * @param colour whether the person wants any (see no-color.org)
   */
  public ReviewSession(Terminal terminal, Disks disks, boolean colour) {
    this.terminal = terminal;
    this.keys =
        new ReviewKeys(
            millis -> millis == 0 ? terminal.reader().read() : terminal.reader().read(millis));
    this.disks = disks;
    this.colour = colour;
  }

  /** Returns when the person quits. */
  public void run(Consent consent, PlanOptions options) throws IOException, DetectionFailure {
    var review = Review.of(disks.detect(), consent, options);
    terminal.enterRawMode();
    for (boolean on = true; on; ) {
      draw(review);
      Review.After after = review.press(keys.next());
      review = after.review();
      switch (after.wish()) {
        case ReviewWish.None none -> {}
        case ReviewWish.Quit quit -> on = false;
        case ReviewWish.Save save -> review = saved(review, save.path());
        case ReviewWish.Load load -> review = loaded(review, load.path());
        case ReviewWish.Apply apply -> review = applied(review);
      }
    }
    clear();
    terminal.flush();
  }

  private void draw(Review review) {
    // A serial line has no size (0 × 0): 80 × 24 is what everything can show.
    Size size = terminal.getSize();
    int columns = size.getColumns() > 0 ? size.getColumns() : 80;
    int rows = size.getRows() > 0 ? size.getRows() : 24;
    var screen = new ReviewScreen(columns, rows, colour);
    clear();
    // No newline after the last line: it would scroll the first one away.
    terminal.writer().print(String.join("\r\n", screen.lines(review)));
    // The cursor stands where typing goes on: the line above the last.
    terminal.writer().print("\033[A\033[" + screen.cursorColumn(review) + "G");
    terminal.flush();
  }

  private void clear() {
    terminal.writer().print("\033[H\033[2J");
  }

  private static Review saved(Review review, String path) {
    try {
      AtomicFile.write(
          Path.of(path), JsonTreeWriter.write(PlanJson.write(review.situation().plan())));
      return review.saying("The plan is in " + path + ".");
    } catch (IOException | InvalidPathException e) {
      return review.saying(path + " cannot be written: " + e);
    }
  }

  private static Review loaded(Review review, String path) {
    try {
      String text = Files.readString(Path.of(path));
      return review.loaded(PlanJson.read(JsonTreeReader.read(text)), path);
    } catch (IOException | InvalidPathException | JsonFault e) {
      return review.saying(path + " cannot be read: " + e.getMessage());
    }
  }

  private Review applied(Review review) throws IOException, DetectionFailure {
    clear();
    terminal.flush();
    Review now =
        review.seeing(disks.detect(), "The disks have changed meanwhile. Nothing was done.");
    if (!now.situation().plan().equals(review.situation().plan())) {
      return now;
    }
    String sentence = disks.apply(review.options());
    terminal.writer().print("\r\n" + sentence + "\r\nPress a key.\r\n");
    terminal.flush();
    keys.next();
    return review.seeing(disks.detect(), sentence);
  }
}
