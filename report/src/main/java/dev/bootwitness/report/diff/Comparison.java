package dev.bootwitness.report.diff;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.logpattern.LogPatternMiner;
import dev.bootwitness.report.terminal.Style;
import java.io.IOException;
import java.util.List;

/** A comparison of two runs, available in several forms. */
public final class Comparison {
  private final RunDiff diff;

  private Comparison(RunDiff diff) {
    this.diff = diff;
  }

  /**
   * Compares two records, which may end anywhere.
   *
   * @throws IOException when one cannot be read
   */
  public static Comparison of(RunDirectory a, RunDirectory b) throws IOException {
    LogPatternMiner miner = new LogPatternMiner();
    RunSeen seenA = RunSeenReader.read(a, miner);
    miner.nextLog();
    return new Comparison(RunDiff.of(seenA, RunSeenReader.read(b, miner)));
  }

  /** Whether there is no difference that matters. */
  public boolean same() {
    return diff.first().isEmpty();
  }

  /** Lines that are safe for a terminal; {@code all} also lists what may be chance. */
  public List<String> text(Style style, boolean all) {
    return DiffText.of(diff, style, all);
  }

  /** What {@link #html} shows, for a page that has a heading of its own. */
  public String htmlBody() {
    DiffView view = new DiffView(diff);
    return Pages.text("diffhead.jte", view) + Pages.text("diffbody.jte", view);
  }

  /** One self-contained HTML file. */
  public String html() {
    return Pages.text("diff.jte", new DiffView(diff));
  }

  public String json() {
    return DiffJson.of(diff);
  }
}
