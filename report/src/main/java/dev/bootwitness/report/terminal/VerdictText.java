package dev.bootwitness.report.terminal;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.SlowLines;
import dev.bootwitness.report.story.RepeatWords;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.VerdictWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A verdict for a person at a terminal: the outcome first, the cause before its symptoms, then the
 * evidence, what to do, and where the record is.
 *
 * <p>At most {@value #MOST_LINES} lines of {@value #COLUMNS} columns, or of the terminal's where it
 * is narrower, whatever the verdict contains: what does not fit is in {@code verdict.json}. Only a
 * record's path may be longer than a line.
 */
public final class VerdictText {
  /** For files and pipes, and the most that a terminal gets. */
  public static final int COLUMNS = 100;

  /** Below this there is no room for a quote beside its place; the terminal may break the lines. */
  static final int FEWEST_COLUMNS = 60;

  static final int MOST_LINES = 24;

  private static final int MOST_CAUSES = 2;

  /** A phase with a smaller share of the total is omitted. */
  private static final double SMALLEST_SHARE = 0.02;

  /** What the host does before there is a machine. */
  private static final Set<String> HOST_PHASES = Set.of("host", "build", "inspect", "wait");

  private final Verdict verdict;
  private final Style style;
  private final TextPage page;

  private VerdictText(Verdict verdict, Style style, int columns) {
    this.verdict = verdict;
    this.style = style;
    this.page = page(style, columns);
  }

  private static TextPage page(Style style, int columns) {
    return new TextPage(style, Math.clamp(columns, FEWEST_COLUMNS, COLUMNS));
  }

  /**
   * Writes a verdict.
   *
   * @param record the run's directory as the reader should see it
   * @throws IOException when {@code out} throws it
   */
  public static void print(Verdict verdict, Path record, Style style, Appendable out)
      throws IOException {
    print(verdict, record, style, COLUMNS, out);
  }

  /** Writes a verdict to a terminal of this many columns. */
  public static void print(Verdict verdict, Path record, Style style, int columns, Appendable out)
      throws IOException {
    begin(verdict, record, style, columns, out);
    end(record, List.of(), style, columns, out);
  }

  /**
   * Writes a verdict as soon as there is one, up to the location of its record; {@link #end}
   * completes the line when the record's reports have been made.
   */
  public static void begin(Verdict verdict, Path record, Style style, int columns, Appendable out)
      throws IOException {
    out.append(new VerdictText(verdict, style, columns).render(record).stripTrailing());
  }

  /** Completes a verdict: its report, if there is one, and the run's other products. */
  public static void end(Path record, List<Note> notes, Style style, int columns, Appendable out)
      throws IOException {
    TextPage below = page(style, columns);
    notes.forEach(note -> below.section(note.label(), note.text(), 1));
    out.append(report(record)).append('\n').append(below.text());
  }

  /** The limits add up to {@value #MOST_LINES}, the blank lines between the parts included. */
  private String render(Path record) {
    int left = 3 - headline();
    Finding primary = verdict.primary();
    if (primary != null) {
      page.paragraph(VerdictWords.sentence(primary), left);
    }
    String inherited = verdict.inheritedFrom();
    if (inherited != null) {
      page.paragraph("Booted by run " + inherited + ", restored from a checkpoint.", 1);
    }
    page.gap();
    if (primary != null) {
      evidence(primary);
    }
    otherCauses(primary);
    page.gap();
    if (primary != null) {
      page.section("next", primary.advice(), 3);
    }
    page.section("known", RepeatWords.known(verdict).orElse(""), 2);
    page.list("tried", RepeatWords.attempts(verdict), 2);
    page.section("repeats", RepeatWords.repeats(verdict).orElse(""), 2);
    page.list("missing", verdict.missing(), primary == null ? 7 : 2);
    String slower = slower(record);
    // Lines about time reduce the lines for the rest, since everything must fit on one screen.
    int most = slower.isEmpty() ? 2 : 1;
    page.section("not it", String.join(style.and(), verdict.ruledOut()), most);
    page.gap();
    page.section("checks", checks(), most);
    page.section("time", times(), 1);
    page.section("slower", slower, 2);
    page.section("kept", kept(record), 1);
    page.path("record", record.toString());
    return page.text();
  }

  /** The report's name, if it exists: people open it from the record's folder. */
  private static String report(Path record) {
    Path html = new RunDirectory(record).html();
    return Files.isRegularFile(html) ? "   " + html.getFileName() : "";
  }

  /** The captured files that are in the record; empty when there are none, or no record. */
  private String kept(Path record) {
    List<String> names = new RunDirectory(record).evidenceNames();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      String rest = i + 1 == names.size() ? "" : " (and " + (names.size() - i - 1) + " more)";
      String more = (i == 0 ? "" : ", ") + names.get(i);
      if (line.length() + more.length() + rest.length() > page.room()) {
        return line + " (and " + (names.size() - i) + " more)";
      }
      line.append(more);
    }
    return line.toString();
  }

  /** The first line or two; how many it took. */
  private int headline() {
    Outcome outcome = verdict.outcome();
    String name = style.mark(outcome) + " " + VerdictWords.name(verdict);
    String coloured = style.coloured(outcome, name);
    String rest = VerdictWords.says(verdict);
    Finding primary = verdict.primary();
    if (primary == null) {
      int lead = name.length() + 2;
      page.raw(coloured + "  " + style.safe(rest, page.columns() - lead));
      return 1;
    }
    int room = page.columns() - name.length() - 2;
    String cause = style.safe(primary.cause(), room);
    if (cause.length() + 3 + rest.length() <= room) {
      page.raw(coloured + "  " + style.cause(primary.cause(), cause) + "   " + rest);
      return 1;
    }
    page.raw(coloured + "  " + style.cause(primary.cause(), cause));
    page.paragraph(rest, 1);
    return 2;
  }

  /** The primary cause, and what else was seen of the same cause. */
  private void evidence(Finding primary) {
    List<Finding> same = new ArrayList<>();
    same.add(primary);
    verdict.findings().stream()
        .filter(finding -> finding.cause().equals(primary.cause()) && !finding.equals(primary))
        // Another failed check is listed among the checks; its output does not explain this one.
        .filter(finding -> !finding.cause().startsWith("check/"))
        .limit(1)
        .forEach(same::add);
    List<Finding> shown = same.stream().filter(VerdictText::hasPlaceOrQuote).toList();
    int width = shown.stream().mapToInt(f -> place(f).length()).max().orElse(0);
    for (Finding finding : shown) {
      String place = place(finding);
      String padded = width == 0 ? "" : place + " ".repeat(width - place.length() + 3);
      page.evidence(finding.channel(), padded, finding.quote(), finding.equals(primary) ? 2 : 1);
    }
  }

  private static boolean hasPlaceOrQuote(Finding finding) {
    return !finding.quote().isBlank() || finding.line() != null;
  }

  private static String place(Finding finding) {
    Double at = finding.at();
    Long line = finding.line();
    String when = at == null ? "" : Seconds.exact(at);
    String where = line == null ? "" : "line " + line;
    return when.isEmpty() || where.isEmpty() ? when + where : when + "  " + where;
  }

  private void otherCauses(@Nullable Finding primary) {
    List<Finding> others =
        verdict.findings().stream()
            .filter(finding -> primary == null || !finding.cause().equals(primary.cause()))
            .toList();
    List<String> lines =
        others.stream()
            .map(f ->
                f.cause()
                    + "  "
                    + (place(f).isEmpty() ? "" : f.channel() + " " + place(f) + "  ")
                    + VerdictWords.sentence(f))
            .collect(Collectors.toList());
    page.list("also", lines, MOST_CAUSES);
  }

  private String checks() {
    boolean tolerated = verdict.checks().stream().anyMatch(VerdictWords::isTolerated);
    if (verdict.checks().isEmpty() || (verdict.outcome() == Outcome.PASSED && !tolerated)) {
      return "";
    }
    if (verdict.checks().stream().allMatch(check -> check.outcome().equals(CheckResult.NOT_RUN))) {
      return "none of " + verdict.checks().size() + " was run";
    }
    StringBuilder text = new StringBuilder(VerdictWords.checks(verdict).replace(" checks", ""));
    verdict.checks().stream()
        .filter(check -> !check.outcome().equals(CheckResult.NOT_RUN) && !check.passed())
        .forEach(c -> text.append("; ").append(c.name()).append(": ").append(c.message()));
    long notRun =
        verdict.checks().stream().filter(c -> c.outcome().equals(CheckResult.NOT_RUN)).count();
    return text + (notRun == 0 ? "" : "; " + notRun + " not run");
  }

  /**
   * The total and, as far as they fit, its phases; those that say most about the image come first.
   */
  private String times() {
    Timing timing = verdict.timing();
    double whole =
        timing == null
            ? verdict.phases().stream().mapToDouble(Verdict.PhaseTime::seconds).sum()
            : timing.seconds();
    List<String> parts =
        verdict.phases().stream()
            .filter(phase -> phase.seconds() >= whole * SMALLEST_SHARE)
            .sorted(Comparator.comparing(phase -> HOST_PHASES.contains(phase.name())))
            .map(VerdictText::time)
            .toList();
    StringBuilder line = new StringBuilder(timing == null ? "" : "all " + Seconds.exact(whole));
    for (String part : parts) {
      String more = (line.isEmpty() ? "" : style.and()) + part;
      if (line.length() + more.length() <= page.room()) {
        line.append(more);
      }
    }
    return line.toString();
  }

  private static String time(Verdict.PhaseTime phase) {
    Double usual = phase.usual();
    return phase.name()
        + " "
        + Seconds.exact(phase.seconds())
        + (usual == null ? "" : " (usual " + Seconds.exact(usual) + ")");
  }

  /**
   * What took longer than its usual variation allows, and the console lines after which the time
   * was spent.
   */
  private String slower(Path record) {
    Timing timing = verdict.timing();
    if (timing == null || timing.slower().isEmpty()) {
      return "";
    }
    Stream<String> parts =
        timing.slower().stream()
            .map(slow ->
                (slow.part().equals(Timing.Slower.STAGE) ? "stage " : "")
                    + slow.name()
                    + " "
                    + Seconds.exact(slow.seconds())
                    + ", usual "
                    + Seconds.exact(slow.usual()));
    Stream<String> lines =
        SlowLines.of(new RunDirectory(record), verdict).stream()
            .map(line ->
                "%s (usual %s) after line %d \"%s\""
                    .formatted(
                        Seconds.exact(line.seconds()),
                        Seconds.exact(line.usual()),
                        line.line(),
                        line.text().strip()));
    return Stream.concat(parts, lines).collect(Collectors.joining(style.and()));
  }
}
