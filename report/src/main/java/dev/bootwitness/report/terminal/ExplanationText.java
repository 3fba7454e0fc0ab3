package dev.bootwitness.report.terminal;

import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.story.Seconds;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a saved log for a person at a terminal: the verdict first, then the lines that
 * show it, what else was seen, and what the log leaves open. At most one screen.
 */
public final class ExplanationText {
  private static final int COLUMNS = 100;
  private static final int MOST_ALSO = 5;

  private final Explanation explanation;
  private final Style style;
  private final TextPage page;

  private ExplanationText(Explanation explanation, Style style) {
    this.explanation = explanation;
    this.style = style;
    this.page = new TextPage(style, COLUMNS);
  }

  /**
   * Writes an explanation.
   *
   * @throws IOException when {@code out} throws it
   */
  public static void print(Explanation explanation, Style style, Appendable out)
      throws IOException {
    out.append(new ExplanationText(explanation, style).render());
  }

  private String render() {
    Finding primary = explanation.primary();
    if (primary == null) {
      healthy();
    } else if (explanation.outcome() == Outcome.INCONCLUSIVE) {
      inconclusive(primary);
    } else {
      page.raw(
          "%s %s  %s  %s"
              .formatted(
                  style.bad(style.failed()),
                  explanation.stage().id(),
                  style.cause(primary.cause(), style.safe(primary.cause())),
                  fault(primary.fault())));
      page.paragraph(primary.detail().isBlank() ? primary.title() : primary.detail(), 3);
      page.gap();
      page.evidence(primary.channel(), place(primary), primary.quote(), 4);
    }
    also(primary);
    page.list("unknown", explanation.unknown(), 3);
    if (primary != null && explanation.outcome() != Outcome.INCONCLUSIVE) {
      page.section("next", primary.advice(), 3);
    }
    page.gap();
    page.section("stages", stages(), 3);
    page.list("note", explanation.notes(), 3);
    return page.text();
  }

  private void healthy() {
    page.raw(
        "%s no failure found; reached %s"
            .formatted(style.good(style.passed()), style.safe(explanation.reached())));
  }

  private void inconclusive(Finding primary) {
    page.raw(
        "%s inconclusive  %s"
            .formatted(
                style.doubtful("?"), style.cause(primary.cause(), style.safe(primary.cause()))));
    page.paragraph(primary.detail().isBlank() ? primary.title() : primary.detail(), 3);
    page.gap();
    page.evidence(primary.channel(), place(primary), primary.quote(), 2);
    page.list("missing", explanation.missing(), 3);
  }

  private static String fault(@Nullable Fault fault) {
    return switch (fault) {
      case IMAGE -> "the image is at fault";
      case SPEC -> "not the image: what was asked of it";
      case HOST -> "not the image: the host is at fault";
      case HARNESS -> "not the image: the harness is at fault";
      case null -> "";
    };
  }

  private static String place(Finding finding) {
    Long line = finding.line();
    Double at = finding.at();
    String place = line == null ? "" : "line " + line;
    return (at == null ? place : place + "  " + Seconds.exact(at))
        + (line == null && at == null ? "" : "   ");
  }

  private void also(@Nullable Finding primary) {
    List<String> lines =
        explanation.findings().stream()
            .filter(finding -> !finding.equals(primary))
            .map(finding ->
                finding.cause()
                    + (finding.line() == null ? "" : "  line " + finding.line())
                    + "  "
                    + (finding.detail().isBlank() ? finding.title() : finding.detail()))
            .toList();
    page.list("also", lines, MOST_ALSO);
  }

  private String stages() {
    return explanation.stages().stream()
        .map(span -> {
          Double at = span.at();
          Double seconds = span.seconds();
          return (span.boot() > 1 ? "boot " + span.boot() + " " : "")
              + span.stage().id()
              + (at == null ? " line " + span.line() : String.format(Locale.ROOT, " %.1f s", at))
              + (seconds == null ? "" : String.format(Locale.ROOT, " (%.1f s)", seconds));
        })
        .collect(Collectors.joining(style.and()));
  }
}
