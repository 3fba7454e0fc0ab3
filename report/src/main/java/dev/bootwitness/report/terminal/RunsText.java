package dev.bootwitness.report.terminal;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.story.Seconds;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The runs of a project as a table for a terminal, the newest last: id (its time in UTC and name),
 * outcome, duration, cause.
 */
public final class RunsText {
  private static final int ID = 44;
  private static final int OUTCOME = 13;
  private static final int TIME = 13;

  private RunsText() {}

  /**
   * The table; a sentence when it is empty.
   *
   * @param runs in the order to show them in
   * @param columns how wide it may be
   */
  public static String of(List<LedgerEntry> runs, Style style, int columns) {
    if (runs.isEmpty()) {
      return "No runs.\n";
    }
    int id =
        runs.stream().mapToInt(r -> CharacterWidth.of(style.safe(r.run(), ID))).max().orElse(ID);
    StringBuilder text = new StringBuilder();
    for (LedgerEntry run : runs) {
      String row =
          padded(style.safe(run.run(), id), id)
              + "  "
              + style.coloured(run.outcome(), style.mark(run.outcome()))
              + " "
              + padded(run.flaky() ? "flaky" : run.outcome().id(), OUTCOME)
              + padded(Seconds.exact(run.seconds()), TIME);
      // The mark's colour takes no room; it counts as one column.
      int used = id + 2 + 2 + OUTCOME + TIME;
      String known = run.known().isEmpty() ? "" : "known " + run.known() + ", ";
      String why =
          known + (run.detail().isEmpty() ? run.cause() : run.cause() + ": " + run.detail());
      String cause = style.safe(why.replaceAll("\\s+", " ").strip(), Math.max(0, columns - used));
      text.append((row + cause).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The runs as JSON, one line each: the lines of the ledger. */
  public static String json(List<LedgerEntry> runs) {
    return runs.stream().map(run -> Ledger.line(run) + "\n").collect(Collectors.joining());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - CharacterWidth.of(text)));
  }
}
