package dev.bootwitness.serve.page;

import dev.bootwitness.diagnosis.known.KnownEntry;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.known.KnownCheck;
import dev.bootwitness.report.known.KnownState;
import dev.bootwitness.report.known.KnownWords;
import dev.bootwitness.serve.store.KnownFailures;
import dev.bootwitness.serve.store.RunFolders;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What {@code known.jte} shows: the failures that are known, and what the history says of them. */
public final class KnownView {

  /** As many runs as {@code known check} looks at. */
  private static final int LOOKED_AT = 100;

  private final List<String> problems;
  private final List<Row> rows;

  KnownView(KnownFailures known, List<LedgerEntry> all, LocalDate today) {
    this.problems = Pages.safe(known.problems());
    this.rows =
        KnownCheck.of(known.entries(), all, LOOKED_AT, today).stream()
            .sorted(Comparator.comparing(KnownState::state))
            .map(KnownView::row)
            .toList();
  }

  /**
   * An entry.
   *
   * @param where the subject, specs and architectures that it is about; may be empty
   * @param says what the history says of it
   * @param next what to do; empty when there is nothing to do
   * @param last the page of the last run that failed with it; may be empty
   * @param attention whether somebody must do something
   */
  public record Row(
      String cause,
      String where,
      String ticket,
      String owner,
      String expires,
      String reason,
      String state,
      String says,
      String next,
      String last,
      boolean attention) {}

  private static Row row(KnownState state) {
    KnownEntry entry = state.entry();
    LedgerEntry last = state.last();
    String where =
        entry.subject().orElse("")
            + (entry.specs().isEmpty() ? "" : " in " + String.join(", ", entry.specs()))
            + (entry.architectures().isEmpty()
                ? ""
                : " on " + String.join(", ", entry.architectures()));
    return new Row(
        Pages.safe(entry.cause()),
        Pages.safe(where),
        Pages.safe(entry.ticket()),
        Pages.safe(entry.owner()),
        entry.expires().toString(),
        Pages.safe(entry.reason()),
        state.state().name().toLowerCase(Locale.ROOT),
        Pages.safe(KnownWords.says(state, LOOKED_AT)),
        Pages.safe(KnownWords.next(state)),
        last == null || !RunFolders.isId(last.run()) ? "" : "/runs/" + last.run(),
        state.needsAttention());
  }

  public Frame frame() {
    return Frame.plain("Known failures", "/known");
  }

  /** The mistakes in {@code known.yaml}. */
  public List<String> problems() {
    return problems;
  }

  /** Those that need somebody first. */
  public List<Row> rows() {
    return rows;
  }
}
