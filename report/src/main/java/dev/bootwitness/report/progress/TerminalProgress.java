package dev.bootwitness.report.progress;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.terminal.Style;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Progress on a terminal: the lines that stay, and under them two that are redrawn, at most ten
 * times a second: the current activity with its duration, and what it depends on or the last line
 * of the console or builder.
 *
 * <p>The cursor rests after the second of them. Both are cut short of the right edge, since a
 * wrapped line could not be erased.
 */
final class TerminalProgress extends ProgressView {
  /** Erases the line the cursor is on (CR, EL), goes up one (CUU) and erases that: ECMA-48. */
  private static final String ERASE = "\r\u001b[K\u001b[1A\u001b[K";

  /**
   * Autowrap (DECAWM) is off while the redrawn lines are written: a terminal that finds a character
   * wider than {@link CharacterWidth} does loses it at the edge, and the lines stay two.
   */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private static final double PAUSE_SECONDS = 0.1;
  private static final int NARROWEST = 20;
  private static final String INDENT = " ".repeat(12);

  private final Style style;
  private final IntSupplier columns;
  private final ProgressLines lines;

  /** The content of the redrawn lines; empty when there are none. */
  private String drawn = "";

  private double drawnAt = Double.NEGATIVE_INFINITY;

  TerminalProgress(Appendable out, Style style, IntSupplier columns, LongSupplier nanoTime) {
    super(out, nanoTime);
    this.style = style;
    this.columns = columns;
    this.lines = new ProgressLines(style);
  }

  @Override
  void show(StampedEvent event, RunProgress progress) {
    String line = lines.of(event, progress, width());
    if (!line.isEmpty()) {
      redraw(line + "\n", progress);
    } else if (!progress.busy()) {
      erase();
    } else {
      passTime(progress);
    }
  }

  @Override
  void passTime(RunProgress progress) {
    if (progress.busy() && progress.now() - drawnAt >= PAUSE_SECONDS) {
      redraw("", progress);
    }
  }

  @Override
  void finish() {
    erase();
  }

  private void redraw(String above, RunProgress progress) {
    String live = progress.busy() ? live(progress) : "";
    if (above.isEmpty() && live.equals(drawn)) {
      return;
    }
    String guarded = live.isEmpty() ? "" : NO_WRAP + live + WRAP;
    write((drawn.isEmpty() ? "" : ERASE) + above + guarded);
    drawn = live;
    drawnAt = progress.now();
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      write(ERASE);
      drawn = "";
    }
  }

  private String live(RunProgress progress) {
    String time = time(progress);
    String label = progress.check().isEmpty() ? progress.phase() : "check";
    int width = width();
    String row =
        lines.row(style.strong(style.running()), label, progress.doing(style), time, width);
    String last = style.safe(progress.detail(), Math.max(0, width - INDENT.length()));
    return row + "\n" + INDENT + style.faint(last);
  }

  /** How long it has taken, with its limit, or with its usual time and what remains of that. */
  private static String time(RunProgress progress) {
    String elapsed = Seconds.whole(progress.elapsed());
    if (!progress.check().isEmpty()) {
      return progress.patience() <= 0
          ? elapsed
          : elapsed + " of " + Seconds.whole(progress.patience());
    }
    return progress
        .usual(progress.phase())
        .filter(usual -> usual.seconds() >= 1)
        .map(usual -> {
          double left = usual.seconds() - progress.elapsed();
          return elapsed
              + ", usually "
              + Seconds.whole(usual.seconds())
              + (left < 1 ? "" : ", " + Seconds.whole(left) + " left");
        })
        .orElse(elapsed);
  }

  /** One column less than the width: a character in the last column leaves the cursor undefined. */
  private int width() {
    return Math.max(NARROWEST, columns.getAsInt()) - 1;
  }
}
