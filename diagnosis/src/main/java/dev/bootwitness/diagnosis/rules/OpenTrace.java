package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.kernel.KernelReport;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.record.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trace on the console that has begun with a finding and not ended: its lines become the
 * finding's quote. Bounded. Not thread-safe.
 */
public final class OpenTrace {
  private static final int MOST_LINES = 40;

  private final RuleMatch match;
  private final LinePattern until;
  private final List<String> lines = new ArrayList<>();
  private Finding finding;
  private boolean open = true;
  private final Optional<KernelReport> report;

  public OpenTrace(RuleMatch match, LinePattern until, Finding finding) {
    this.match = match;
    this.until = until;
    this.finding = finding;
    lines.add(finding.quote());
    this.report =
        match.rule().cause().family().equals("kernel")
            ? Optional.of(new KernelReport(ConsoleText.of(finding.quote()).body()))
            : Optional.empty();
  }

  /**
   * The finding of a report's first line, under the report's title if that line alone has one: no
   * line may follow.
   */
  public static Finding begun(RuleMatch match, Finding finding) {
    if (!match.rule().cause().family().equals("kernel")) {
      return finding;
    }
    return new KernelReport(ConsoleText.of(finding.quote()).body())
        .wholeTitle()
        .map(title -> finding.withTitle(title).withSubject(title))
        .orElse(finding);
  }

  public boolean isOpen() {
    return open || report.filter(KernelReport::isOpen).isPresent();
  }

  /** The finding as recorded in the log. */
  public Finding finding() {
    return finding;
  }

  /**
   * The next line.
   *
   * @return the finding with it
   */
  public Finding line(String text) {
    String body = ConsoleText.of(text).body();
    if (open) {
      lines.add(ConsoleText.quote(text));
      boolean ends = until.isIn(body);
      open = !ends && lines.size() < MOST_LINES;
      String detail =
          ends && match.rule().untilTells() ? match.ending(body).detail() : finding.detail();
      finding = finding.withDetail(detail).withQuote(String.join("\n", lines));
    }
    report.ifPresent(told -> told.line(body));
    report
        .flatMap(KernelReport::title)
        .ifPresent(title -> finding = finding.withTitle(title).withSubject(title));
    return finding;
  }
}
