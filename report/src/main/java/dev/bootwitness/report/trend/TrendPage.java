package dev.bootwitness.report.trend;

import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.html.Pages;

/**
 * How a spec's runs developed, as one HTML file with charts by uPlot, and the same numbers as
 * tables for readers who cannot see charts. It loads nothing.
 */
public final class TrendPage {
  private TrendPage() {}

  /** What stands below the heading: charts and tables, for a page that has one of its own. */
  public static String body(Trend trend) {
    return Pages.text("trendbody.jte", new TrendView(trend));
  }

  /** The file's content. */
  public static String of(Trend trend) {
    return Pages.text("trend.jte", new TrendView(trend));
  }
}
