package dev.bootwitness.serve.page;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.html.Pages;
import dev.bootwitness.report.story.Prose;
import dev.bootwitness.report.story.RepeatWords;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.VerdictWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code run.jte} shows of a run that is over: its verdict, and the way to all the rest. */
public final class RunView {

  private final String id;
  private final Verdict verdict;
  private final CauseDocs docs;
  private final List<Link> others;
  private final List<String> files;

  /**
   * Shows a run.
   *
   * @param docs where causes are explained
   * @param others comparisons with other runs of its spec
   * @param files of the record that are there
   */
  RunView(String id, Verdict verdict, CauseDocs docs, List<Link> others, List<String> files) {
    this.id = id;
    this.verdict = verdict;
    this.docs = docs;
    this.others = List.copyOf(others);
    this.files = List.copyOf(files);
  }

  /** A link with its words. */
  public record Link(String path, String words) {}

  /** A figure with its name. */
  public record Figure(String name, String value) {}

  /** How a check ended. */
  public record CheckRow(String name, String outcome, String seconds, String message) {}

  public Frame frame() {
    return Frame.plain(mark() + " " + id, "/");
  }

  public String id() {
    return id;
  }

  public String css() {
    return verdict.outcome().id();
  }

  public String mark() {
    return RunRow.mark(verdict.outcome());
  }

  public String outcome() {
    return VerdictWords.name(verdict).toLowerCase(java.util.Locale.ROOT);
  }

  public String says() {
    return Pages.safe(VerdictWords.says(verdict));
  }

  private Optional<Finding> primary() {
    return Optional.ofNullable(verdict.primary());
  }

  /** The cause; empty when the run passed or nothing could be named. */
  public String cause() {
    return primary().map(finding -> Pages.safe(finding.cause())).orElse("");
  }

  /** The page about the cause; empty when there is none. */
  public String causePage() {
    return primary().flatMap(finding -> docs.page(finding.cause())).orElse("");
  }

  public List<Prose.Part> sentence() {
    return primary().map(finding -> prose(VerdictWords.sentence(finding))).orElse(List.of());
  }

  /** Where and when the cause was seen. */
  public String place() {
    return primary()
        .map(finding -> {
          Double at = finding.at();
          Long line = finding.line();
          return Pages.safe(finding.channel())
              + (at == null ? "" : ", " + Seconds.exact(at) + " after power-on")
              + (line == null ? "" : ", line " + line);
        })
        .orElse("");
  }

  public String quote() {
    return primary().map(finding -> Pages.safeLines(finding.quote())).orElse("");
  }

  public List<Prose.Part> advice() {
    return primary().map(finding -> prose(finding.advice())).orElse(List.of());
  }

  public List<String> missing() {
    return Pages.safe(verdict.missing());
  }

  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("stage", verdict.stage().id()));
    if (!verdict.checks().isEmpty()) {
      figures.add(new Figure("checks", VerdictWords.checks(verdict).replace(" checks passed", "")));
    }
    RepeatWords.known(verdict)
        .ifPresent(words -> figures.add(new Figure("known", Pages.safe(words))));
    RepeatWords.repeats(verdict)
        .ifPresent(words -> figures.add(new Figure("repeats", Pages.safe(words))));
    if (verdict.timing() != null) {
      figures.add(new Figure("wall clock", Seconds.exact(verdict.timing().seconds())));
      figures.add(new Figure("began", Pages.safe(verdict.timing().began())));
    }
    if (verdict.machine() != null) {
      figures.add(new Figure("accelerator", Pages.safe(verdict.machine().accelerator())));
    }
    figures.add(new Figure("spec", Pages.safe(verdict.spec())));
    return figures;
  }

  public List<LiveView.PhaseView> phases() {
    return verdict.phases().stream()
        .map(phase -> {
          Double usual = phase.usual();
          return new LiveView.PhaseView(
              Pages.safe(phase.name()),
              Seconds.exact(phase.seconds()),
              usual == null ? "" : Seconds.exact(usual),
              "",
              false);
        })
        .toList();
  }

  public List<CheckRow> checks() {
    return verdict.checks().stream().map(RunView::row).toList();
  }

  private static CheckRow row(CheckResult check) {
    return new CheckRow(
        Pages.safe(check.name()),
        Pages.safe(check.outcome()),
        check.ran() ? Seconds.exact(check.seconds()) : "",
        Pages.safeLines(check.message()));
  }

  public List<Link> others() {
    return others;
  }

  /** The files of the record, as their names and their addresses. */
  public List<Link> files() {
    return files.stream().map(file -> new Link("/runs/" + id + "/" + file, file)).toList();
  }

  private static List<Prose.Part> prose(String text) {
    return Prose.parts(text).stream()
        .map(part -> new Prose.Part(Pages.safe(part.text()), part.code()))
        .toList();
  }
}
