package dev.bootwitness.report.progress;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.terminal.Style;
import java.util.function.LongSupplier;

/**
 * Progress for a file, a pipe or a CI log: a line for each phase, stage and check, and a sign of
 * life when there was none for {@value #SILENCE_SECONDS} seconds. Nothing is redrawn.
 */
final class PlainProgress extends ProgressView {
  private static final int SILENCE_SECONDS = 10;
  private static final int REASONS_APART_SECONDS = 3;

  private final Style style;
  private final ProgressLines lines;
  private double lastWritten;
  private double reported = Double.NEGATIVE_INFINITY;

  PlainProgress(Appendable out, Style style, LongSupplier nanoTime) {
    super(out, nanoTime);
    this.style = style;
    this.lines = new ProgressLines(style);
  }

  @Override
  void show(StampedEvent event, RunProgress progress) {
    String line =
        event.event() instanceof Event.StageReached stage
            ? stage(stage, event.seconds(), progress)
            : lines.of(event, progress, ProgressLines.WIDEST);
    if (event.event() instanceof Event.Awaiting awaiting && worthALine(awaiting, progress)) {
      reported = progress.now();
      sign(progress);
    } else if (line.isEmpty()) {
      passTime(progress);
    } else {
      writeLine(line, progress);
    }
  }

  @Override
  void passTime(RunProgress progress) {
    double silence = Math.min(progress.elapsed(), progress.now() - lastWritten);
    if (progress.busy() && silence >= SILENCE_SECONDS) {
      sign(progress);
    }
  }

  /** The signs of life report a reason that changes all the time. */
  private boolean worthALine(Event.Awaiting awaiting, RunProgress progress) {
    return !awaiting.why().isEmpty() && progress.now() - reported >= REASONS_APART_SECONDS;
  }

  private void sign(RunProgress progress) {
    String what = progress.phase() + (progress.check().isEmpty() ? "" : " " + progress.check());
    String sign = what + " " + Seconds.whole(progress.elapsed()) + ": " + progress.detail();
    writeLine("  " + style.safe(sign, ProgressLines.WIDEST - 2).stripTrailing(), progress);
  }

  @Override
  void finish() {
    // Every line was ended when it was written.
  }

  private String stage(Event.StageReached stage, double seconds, RunProgress progress) {
    String at = Seconds.exact(progress.sincePowerOn(seconds));
    return lines.row(" ", "boot", stage.stage().id(), at, ProgressLines.WIDEST);
  }

  private void writeLine(String line, RunProgress progress) {
    lastWritten = progress.now();
    write(line + "\n");
  }
}
