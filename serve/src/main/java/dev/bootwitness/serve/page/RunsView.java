package dev.bootwitness.serve.page;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.Pages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What {@code runs.jte} shows: the runs that go on, and a page of those that are over. */
public final class RunsView {

  private static final int ROWS = 100;

  private final List<LiveView> live;
  private final List<LedgerEntry> all;
  private final List<LedgerEntry> matching;
  private final RunFilter filter;

  /**
   * Chooses the runs.
   *
   * @param all oldest first
   */
  RunsView(List<LiveView> live, List<LedgerEntry> all, RunFilter filter) {
    this.live = List.copyOf(live);
    this.all = all;
    this.matching = filter.active() ? all.stream().filter(filter::accepts).toList() : all;
    this.filter = filter;
  }

  public Frame frame() {
    return new Frame("Runs", "/", List.of(), List.of("runs.js"));
  }

  public List<LiveView> live() {
    return live;
  }

  public RunFilter filter() {
    return filter;
  }

  /** A choice of a form. */
  public record Choice(String value, String name, boolean chosen) {}

  /** The names of all specs. */
  public List<Choice> names() {
    return all.stream()
        .map(LedgerEntry::name)
        .distinct()
        .map(Pages::safe)
        .distinct()
        .sorted()
        .map(name -> new Choice(name, name, name.equals(filter.name())))
        .toList();
  }

  public List<Choice> outcomes() {
    return Stream.concat(Arrays.stream(Outcome.values()).map(Outcome::id), Stream.of("flaky"))
        .map(id -> new Choice(id, id, id.equals(filter.outcome())))
        .toList();
  }

  /** How many there are of which filter. */
  public String tally() {
    return matching.size() == all.size()
        ? all.size() == 1 ? "1 run" : all.size() + " runs"
        : matching.size() + " of " + all.size() + " runs";
  }

  public boolean empty() {
    return all.isEmpty();
  }

  private int pages() {
    return Math.max(1, (matching.size() + ROWS - 1) / ROWS);
  }

  private int page() {
    return Math.min(filter.page(), pages());
  }

  /** Which part is shown; empty when it is all. */
  public String part() {
    return pages() == 1 ? "" : "Page " + page() + " of " + pages();
  }

  /** The address of the page with newer runs; empty on the first. */
  public String newer() {
    return page() == 1 ? "" : filter.at(page() - 1);
  }

  /** The address of the page with older runs; empty on the last. */
  public String older() {
    return page() == pages() ? "" : filter.at(page() + 1);
  }

  /** The newest first. */
  public List<RunRow> rows() {
    int to = matching.size() - (page() - 1) * ROWS;
    return matching.subList(Math.max(0, to - ROWS), to).reversed().stream()
        .map(RunRow::of)
        .toList();
  }
}
