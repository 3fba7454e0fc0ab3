package dev.bootwitness.report.suite;

import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.VerdictWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a joined record does not show of its parts: what their records have lost, and how a part
 * failed if no finding of the joined record says so. Not thread-safe.
 */
final class Shortcomings {

  private final JoinedPart base;
  private final Map<JoinedPart, CheckWindow.All> parts = new LinkedHashMap<>();

  Shortcomings(JoinedPart base) {
    this.base = base;
  }

  /** Takes note of a part. */
  void add(JoinedPart part, CheckWindow.All windows) {
    parts.put(part, windows);
  }

  /** A sentence for each, with the part's name. */
  List<String> of(Verdict joined) {
    List<String> all = new ArrayList<>();
    parts.forEach((part, windows) -> {
      if (!part.equals(base)) {
        if (part.verdict().outcome() != Outcome.PASSED && !isShown(part, windows, joined)) {
          all.add(named(part, failure(part.verdict())));
        }
        part.verdict().missing().forEach(missing -> all.add(named(part, missing)));
      }
      windows.lost().forEach(lost -> all.add(named(part, lost)));
    });
    return all;
  }

  /** By its own findings, of which equal ones of two parts are one, or by a check that failed. */
  private boolean isShown(JoinedPart part, CheckWindow.All windows, Verdict joined) {
    Finding primary = part.verdict().primary();
    return primary != null
        && part.exitCode() == base.exitCode()
        && (windows.have(primary)
            || joined.findings().stream()
                .anyMatch(finding ->
                    finding.cause().equals(primary.cause())
                        && finding.detail().equals(CheckWindow.elsewhere(primary, part).detail())));
  }

  private static String failure(Verdict verdict) {
    Finding primary = verdict.primary();
    return primary == null
        ? VerdictWords.says(verdict)
        : primary.cause() + ": " + VerdictWords.sentence(primary);
  }

  private static String named(JoinedPart part, String what) {
    return "%s (run %s): %s".formatted(part.part().words(), part.record().id(), what);
  }
}
