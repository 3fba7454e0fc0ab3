package dev.bootwitness.report.diff;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.logpattern.LogPatternMiner;
import dev.bootwitness.report.terminal.Style;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

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
    return of(a, b, _ -> true);
  }

  /**
   * The same of records that nobody vouches for.
   *
   * @param mayRead whether the record of the run that booted a clone's machine may be read; its
   *     place is what the clone's record says
   */
  public static Comparison of(RunDirectory a, RunDirectory b, Predicate<RunDirectory> mayRead)
      throws IOException {
    LogPatternMiner miner = new LogPatternMiner();
    RunSeen seenA = RunSeenReader.read(a, miner, mayRead);
    miner.nextLog();
    return new Comparison(RunDiff.of(seenA, RunSeenReader.read(b, miner, mayRead)));
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
