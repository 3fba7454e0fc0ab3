package dev.bootwitness.report.markdown;

import static dev.bootwitness.report.markdown.MarkdownText.cause;
import static dev.bootwitness.report.markdown.MarkdownText.cell;
import static dev.bootwitness.report.markdown.MarkdownText.code;
import static dev.bootwitness.report.markdown.MarkdownText.paragraph;
import static dev.bootwitness.report.markdown.MarkdownText.prose;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.SlowLines;
import dev.bootwitness.report.story.CheckStory;
import dev.bootwitness.report.story.Command;
import dev.bootwitness.report.story.Moment;
import dev.bootwitness.report.story.RepeatWords;
import dev.bootwitness.report.story.RunReport;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.VerdictWords;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run as an investigation log: the notes of a careful engineer, in the order in which the next
 * one reads them.
 *
 * <p>Sections: Summary, Findings, Detailed Timeline, Hypotheses (ruled out, open), Next Actions,
 * Checks, Timings, Environment and Evidence. Empty sections are omitted.
 */
public final class MarkdownReport {
  public static final RunReport REPORT =
      new RunReport(
          "md",
          RunDirectory::markdown,
          "Write the investigation log.",
          (story, environment, out) -> out.write(of(story, CauseDocs.of(environment))));

  private static final int MOST_FINDINGS = 40;
  private static final int MOST_OUTPUT_LINES = 12;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Story story;
  private final Verdict verdict;
  private final CauseDocs docs;
  private final MarkdownSheet sheet = new MarkdownSheet();

  private MarkdownReport(Story story, CauseDocs docs) {
    this.story = story;
    this.docs = docs;
    this.verdict = story.verdict();
  }

  /** The whole file; {@code docs} has the pages of causes. */
  public static String of(Story story, CauseDocs docs) {
    return new MarkdownReport(story, docs).render();
  }

  private String render() {
    sheet.line(
        "# Boot investigation log: "
            + code(story.name())
            + " ("
            + story.began().truncatedTo(ChronoUnit.SECONDS)
            + ")");
    summary();
    findings();
    timeline();
    hypotheses();
    nextActions();
    checks();
    new MarkdownAppendix(story, sheet).write();
    return sheet.toString();
  }

  private void summary() {
    sheet.heading("Summary");
    Finding primary = verdict.primary();
    sheet.item(
        "**"
            + VerdictWords.name(verdict)
            + "**"
            + (primary == null ? "" : " " + cause(primary.cause(), docs))
            + ": "
            + prose(VerdictWords.says(verdict)));
    if (primary != null) {
      sheet.item(paragraph(VerdictWords.sentence(primary)));
    }
    RepeatWords.known(verdict).ifPresent(known -> sheet.item("Known: " + prose(known)));
    RepeatWords.attempts(verdict).forEach(attempt -> sheet.item(prose(attempt)));
    RepeatWords.repeats(verdict).ifPresent(words -> sheet.item("Repeated: " + prose(words)));
    String inherited = verdict.inheritedFrom();
    if (inherited != null) {
      sheet.item(
          "The boot is that of run "
              + code(inherited)
              + ": this one was restored from its checkpoint.");
    }
    if (!verdict.checks().isEmpty() && verdict.outcome() != Outcome.PASSED) {
      sheet.item(
          VerdictWords.checks(verdict)
              + (notRun() == 0 ? "" : "; " + notRun() + " not run")
              + ". The boot reached stage "
              + verdict.stage().id()
              + ".");
    }
    sheet.item("Wall clock " + Seconds.exact(story.seconds()) + longest() + ".");
    slower();
    sheet.item(
        "Spec "
            + code(verdict.spec())
            + ", run "
            + code(verdict.run().isEmpty() ? story.directory().id() : verdict.run())
            + ". The serial console, every event and the captured files are in the record.");
    story.gaps().forEach(gap -> sheet.item("**The record is incomplete:** " + prose(gap)));
  }

  private void slower() {
    Timing timing = verdict.timing();
    if (timing != null) {
      timing
          .slower()
          .forEach(
              slow -> sheet.item("Slower than usual: " + prose(VerdictWords.slower(slow)) + "."));
    }
    for (SlowLines.SlowLine line : SlowLines.of(story.directory(), verdict)) {
      sheet.item(
          "The time passed after line "
              + line.line()
              + " of the console: "
              + Seconds.exact(line.seconds())
              + " (usual "
              + Seconds.exact(line.usual())
              + ") after "
              + code(line.text().strip())
              + ".");
    }
  }

  private long notRun() {
    return verdict.checks().stream()
        .filter(check -> check.outcome().equals(CheckResult.NOT_RUN))
        .count();
  }

  private String longest() {
    return story.phases().stream()
        .max((a, b) -> Double.compare(a.seconds(), b.seconds()))
        .map(phase ->
            ", of which " + prose(phase.name()) + " took " + Seconds.exact(phase.seconds()))
        .orElse("");
  }

  private void findings() {
    if (verdict.findings().isEmpty()) {
      return;
    }
    sheet.heading("Findings");
    List<Finding> all = verdict.findings();
    for (int i = 0; i < Math.min(all.size(), MOST_FINDINGS); i++) {
      finding(i + 1, all.get(i));
    }
    if (all.size() > MOST_FINDINGS) {
      sheet.line((all.size() - MOST_FINDINGS) + " more are in `verdict.json`.");
      sheet.line("");
    }
  }

  private void finding(int number, Finding finding) {
    String role = finding.equals(verdict.primary()) ? " (the first cause)" : "";
    sheet.line("### " + number + ". " + cause(finding.cause(), docs) + role);
    sheet.line("");
    sheet.line(paragraph(VerdictWords.sentence(finding)) + place(finding));
    sheet.line("");
    if (!finding.quote().isBlank()) {
      sheet.line(MarkdownText.block(head(finding.quote())));
    }
  }

  private static String place(Finding finding) {
    Double at = finding.at();
    Long line = finding.line();
    String where = line == null ? "" : "line " + line;
    String when = at == null ? "" : Seconds.exact(at) + " after power-on";
    return " ("
        + prose(finding.channel())
        + (where.isEmpty() ? "" : ", " + where)
        + (when.isEmpty() ? "" : ", " + when)
        + ")";
  }

  private void timeline() {
    if (story.timeline().isEmpty()) {
      return;
    }
    sheet.heading("Detailed Timeline");
    int number = 0;
    for (Moment moment : story.timeline()) {
      String detail =
          moment.quoted() ? code(firstLine(moment.detail())) : prose(firstLine(moment.detail()));
      sheet.line(
          number++
              + ". "
              + when(moment)
              + " - "
              + (moment.bad() ? "**" + prose(moment.what()) + "**" : prose(moment.what()))
              + (detail.isEmpty() ? "" : ": " + detail));
    }
    sheet.line("");
  }

  private String when(Moment moment) {
    String from = CLOCK.format(story.utc(moment.from()));
    Double until = moment.until();
    if (until == null) {
      return from;
    }
    String to = CLOCK.format(story.utc(until));
    return (from.equals(to) ? from : from + "-" + to)
        + " ("
        + Seconds.exact(until - moment.from())
        + ")";
  }

  private void hypotheses() {
    if (verdict.ruledOut().isEmpty() && verdict.missing().isEmpty()) {
      return;
    }
    sheet.heading("Hypotheses");
    if (!verdict.ruledOut().isEmpty()) {
      sheet.line("Ruled out, by what was seen:");
      sheet.line("");
      verdict.ruledOut().forEach(ruledOut -> sheet.item(paragraph(ruledOut)));
      sheet.line("");
    }
    if (!verdict.missing().isEmpty()) {
      sheet.line("Open; this would decide:");
      sheet.line("");
      verdict.missing().forEach(missing -> sheet.item(paragraph(missing)));
      sheet.line("");
    }
  }

  private void nextActions() {
    Finding primary = verdict.primary();
    if (primary == null) {
      return;
    }
    sheet.heading("Next Actions");
    sheet.line("1. " + paragraph(primary.advice()));
    verdict.findings().stream()
        .filter(finding -> !finding.cause().equals(primary.cause()))
        .filter(finding -> !finding.cause().startsWith("check/"))
        .filter(finding -> finding.fault() != null && !finding.advice().equals(primary.advice()))
        .map(finding -> "1. " + cause(finding.cause(), docs) + ": " + prose(finding.advice()))
        .distinct()
        .limit(MOST_FINDINGS)
        .forEach(sheet::line);
    sheet.line("");
  }

  private void checks() {
    if (verdict.checks().isEmpty()) {
      return;
    }
    sheet.heading("Checks");
    boolean restarts = verdict.checks().stream().anyMatch(check -> check.boot() > 1);
    sheet.tableHead(restarts ? "check (boot)" : "check", "outcome", "time", "what was seen");
    for (CheckResult check : verdict.checks()) {
      sheet.row(
          List.of(
              cell(check.name()) + (restarts ? " (" + check.boot() + ")" : ""),
              check.passed() ? check.outcome() : "**" + prose(check.outcome()) + "**",
              Seconds.exact(check.seconds()),
              cell(check.message())));
    }
    sheet.line("");
    story.checks().stream().filter(check -> !check.result().passed()).forEach(this::commandsOf);
  }

  private void commandsOf(CheckStory check) {
    for (Command command : check.commands()) {
      Event.CommandRan ran = command.ran();
      sheet.line(
          "Check "
              + code(check.result().name())
              + " ran "
              + code(ran.command())
              + (command.times() == 1 ? "" : " " + command.times() + " times")
              + ": "
              + (ran.exit() < 0 ? "it did not end" : "exit status " + ran.exit())
              + (ran.uid() < 0 ? "" : ", uid " + ran.uid())
              + ".");
      sheet.line("");
      String output = ran.stdout() + (ran.stderr().isEmpty() ? "" : "\n" + ran.stderr());
      if (!output.isBlank()) {
        sheet.line(MarkdownText.block(head(output)));
      }
    }
  }

  private static List<String> head(String text) {
    List<String> lines = text.lines().limit(MOST_OUTPUT_LINES + 1L).toList();
    if (lines.size() <= MOST_OUTPUT_LINES) {
      return lines;
    }
    var head = new ArrayList<>(lines.subList(0, MOST_OUTPUT_LINES));
    head.add("…");
    return head;
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
