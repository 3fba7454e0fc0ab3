package dev.bootwitness.serve.page;

import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.history.Trend;
import dev.bootwitness.report.html.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code flakes.jte} shows: checks that flaked, and runs that passed at a further attempt. */
public final class FlakesView {

  private static final int MOST_RUNS = 100;

  private final List<Row> rows = new ArrayList<>();
  private final List<RunRow> runs;

  /**
   * Looks through all runs.
   *
   * @param all oldest first
   */
  FlakesView(List<LedgerEntry> all) {
    Map<String, List<LedgerEntry>> specs = new LinkedHashMap<>();
    all.forEach(run -> specs.computeIfAbsent(run.name(), _ -> new ArrayList<>()).add(run));
    specs.forEach((name, runsOfIt) ->
        Trend.of(name, runsOfIt, 1).flakes().stream()
            .filter(flake -> flake.flaked() > 0)
            .map(flake -> new Row(Pages.safe(name), flake))
            .forEach(rows::add));
    rows.sort(Comparator.comparingDouble((Row row) -> row.flake.rate()).reversed());
    this.runs =
        all.reversed().stream()
            .filter(LedgerEntry::flaky)
            .limit(MOST_RUNS)
            .map(RunRow::of)
            .toList();
  }

  /** A check that flaked. */
  public record Row(String spec, Trend.Flake flake) {
    public String check() {
      return Pages.safe(flake.check());
    }

    public String rate() {
      return String.format(Locale.ROOT, "%.0f %%", 100 * flake.rate());
    }
  }

  public Frame frame() {
    return Frame.plain("Flakes", "/flakes");
  }

  /** The flakiest first. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** The newest first. */
  public List<RunRow> runs() {
    return runs;
  }
}
