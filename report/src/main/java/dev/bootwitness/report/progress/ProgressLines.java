package dev.bootwitness.report.progress;

import dev.bootwitness.base.CharacterWidth;
import dev.bootwitness.diagnosis.facts.RunTiming;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.terminal.Style;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of progress that stay: the head of the run, each phase, check and finding. */
final class ProgressLines {
  static final int WIDEST = 96;

  private static final int LABEL = 10;
  private static final int TIME = 15;

  private final Style style;

  /** What was recorded twice is shown once. */
  private final Set<Finding> told = new HashSet<>();

  /** Whether the machine is being ended: the verdict then follows in full. */
  private boolean ending;

  ProgressLines(Style style) {
    this.style = style;
  }

  /** The line for an event, without its newline; empty for an event that leaves none. */
  String of(StampedEvent stamped, RunProgress progress, int columns) {
    return switch (stamped.event()) {
      case Event.RunStarted started -> style.safe(head(started), columns);
      // The result of the step follows, and says the same.
      case Event.PhaseEnded ended when ended.phase().equals("step") -> "";
      case Event.PhaseEnded ended -> {
        String text =
            ended.summary().isEmpty() && ended.phase().startsWith("boot")
                ? progress.chain(style)
                : ended.summary();
        yield ended(ended.ok(), ended.phase(), text, time(ended, progress), columns);
      }
      case Event.CheckEnded(var check) ->
          row(
              mark(check),
              check.step().isEmpty() ? "check" : "step",
              check.passed() && (check.step().isEmpty() || check.message().isEmpty())
                  ? check.name()
                  : check.name() + ": " + check.message(),
              Seconds.exact(check.seconds()),
              columns);
      case Event.FindingMade(Finding finding) ->
          told.add(finding)
              ? row(style.doubtful("!"), "finding", finding(finding), "", columns)
              : "";
      case Event.PhaseStarted(String phase) -> {
        ending |= phase.equals("shutdown");
        yield "";
      }
      case Event.VerdictReached(var verdict) -> ending ? "" : verdict(verdict, columns);
      case Event.Interrupted(String by) ->
          row(style.doubtful("!"), "stopped", "by " + by, "", columns);
      default -> "";
    };
  }

  /** A row: mark, label, text cut to what is left, time at the right. */
  String row(String mark, String label, String text, String time, int columns) {
    int width = Math.min(columns, WIDEST);
    int timeWidth = time.isEmpty() ? 0 : Math.max(TIME, time.length() + 2);
    int room = Math.max(0, width - 2 - LABEL - timeWidth);
    String shown = style.safe(text, room);
    String right =
        time.isEmpty()
            ? ""
            : " ".repeat(room - CharacterWidth.of(shown) + timeWidth - time.length()) + time;
    String safeLabel = style.safe(label, LABEL - 1);
    return mark
        + " "
        + safeLabel
        + " ".repeat(LABEL - CharacterWidth.of(safeLabel))
        + (shown + right).stripTrailing();
  }

  /** A phase that was slower than usual is shown with its usual time. */
  private static String time(Event.PhaseEnded ended, RunProgress progress) {
    String seconds = Seconds.exact(ended.seconds());
    return progress
        .usual(ended.phase())
        .filter(usual -> ended.ok() && RunTiming.mayBeSlow(ended.phase()))
        .filter(usual -> beyond(ended.seconds(), usual.most()))
        .map(usual -> seconds + ", usual " + Seconds.exact(usual.seconds()))
        .orElse(seconds);
  }

  private static boolean beyond(double seconds, @Nullable Double most) {
    return most != null && seconds > most;
  }

  private String ended(boolean ok, String label, String text, String time, int columns) {
    return row(mark(ok), label, text, time, columns);
  }

  private String mark(boolean ok) {
    return ok ? style.good(style.passed()) : style.bad(style.failed());
  }

  /** A failure that is tolerated for a time is neither. */
  private String mark(CheckResult check) {
    return check.tolerated() && !check.passed() ? style.doubtful("!") : mark(check.passed());
  }

  private String head(Event.RunStarted started) {
    // The run's id repeats the name, which is already at the beginning.
    String suffix = "-" + started.name();
    String run = started.run();
    String stamp = run.endsWith(suffix) ? run.substring(0, run.length() - suffix.length()) : run;
    return started.name() + style.and() + "spec " + started.spec() + style.and() + "run " + stamp;
  }

  /** A verdict reported before the evidence for it is gathered. */
  private String verdict(Verdict verdict, int columns) {
    Finding primary = verdict.primary();
    return primary == null
        ? ""
        : row(
            style.bad(style.failed()),
            "verdict",
            primary.cause() + ": " + primary.detail(),
            "",
            columns);
  }

  private static String finding(Finding finding) {
    String where =
        finding.line() == null ? "" : " (" + finding.channel() + " line " + finding.line() + ")";
    return finding.cause() + where + ": " + finding.title();
  }
}
