package dev.bootwitness.serve.page;

import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.trend.TrendPage;
import java.util.List;

/** What {@code trend.jte} shows: the charts of one spec, and the choice among all. */
public final class TrendSheet {

  private static final int SHOWN = 100;

  private final List<String> names;
  private final String name;
  private final Trend trend;

  /**
   * Compares the runs of a spec.
   *
   * @param all runs, oldest first
   * @param wanted the spec's name as the page shows it; empty for that of the latest run
   */
  TrendSheet(List<LedgerEntry> all, String wanted) {
    this.names =
        all.stream()
            .map(LedgerEntry::name)
            .distinct()
            .map(Pages::safe)
            .distinct()
            .sorted()
            .toList();
    this.name = !wanted.isEmpty() ? wanted : all.isEmpty() ? "" : Pages.safe(all.getLast().name());
    this.trend =
        Trend.of(
            name, all.stream().filter(run -> Pages.safe(run.name()).equals(name)).toList(), SHOWN);
  }

  public Frame frame() {
    return new Frame(
        "Trend",
        "/trend",
        List.of(AssetFiles.PLOT + ".min.css", "trend.css"),
        List.of(AssetFiles.PLOT + ".iife.min.js", "trend.js"));
  }

  public List<RunsView.Choice> names() {
    return names.stream().map(one -> new RunsView.Choice(one, one, one.equals(name))).toList();
  }

  public String name() {
    return name;
  }

  public String says() {
    return trend.passed()
        + " of "
        + trend.runs()
        + " runs passed; the times are those of the last "
        + SHOWN
        + " passing runs of each kind";
  }

  /** Whether there is anything to show. */
  public boolean empty() {
    return trend.runs() == 0;
  }

  /** HTML that the report's own template made. */
  public String body() {
    return TrendPage.body(trend);
  }
}
