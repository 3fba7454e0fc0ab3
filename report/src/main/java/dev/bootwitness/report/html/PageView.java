package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.SlowLines;
import dev.bootwitness.report.story.Moment;
import dev.bootwitness.report.story.PhaseSpan;
import dev.bootwitness.report.story.Prose;
import dev.bootwitness.report.story.RepeatWords;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.StageSpan;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.VerdictWords;
import gg.jte.Content;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What {@code report.jte} shows. Every text it returns has passed {@link VisibleText}. */
public final class PageView {
  private static final int MOST_FINDINGS = 100;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Story story;
  private final Verdict verdict;
  private final ConsoleView console;
  private final ConsolePlayback replay;
  private final Assets assets;
  private final List<EvidenceView> evidence;
  private final CauseDocs docs;

  private PageView(
      Story story,
      ConsoleView console,
      ConsolePlayback replay,
      List<EvidenceView> evidence,
      CauseDocs docs) {
    this.story = story;
    this.docs = docs;
    this.verdict = story.verdict();
    this.console = console;
    this.replay = replay;
    this.assets = Assets.ofReport(!replay.json().isEmpty());
    this.evidence = evidence;
  }

  static PageView of(Story story, CauseDocs docs) throws IOException {
    ConsoleView console = new ConsoleView(story);
    ConsolePlayback replay = ConsolePlayback.of(story.directory().serialCast(), console.columns());
    return new PageView(story, console, replay, EvidenceView.of(story), docs);
  }

  /**
   * A finding on the page.
   *
   * @param docs the page about its cause; empty for none
   * @param line 0 when the page does not show its line
   */
  public record FindingView(
      String cause,
      String docs,
      List<Prose.Part> sentence,
      String place,
      long line,
      String quote,
      List<Prose.Part> advice) {
    public FindingView {
      sentence = List.copyOf(sentence);
      advice = List.copyOf(advice);
    }
  }

  /**
   * Something that took longer than usual.
   *
   * @param line of the console after which the time was spent, 0 for a phase or stage
   * @param shown whether the page has that line
   * @param text of that line
   */
  public record SlowView(String says, long line, boolean shown, String text) {}

  /** A row of the timeline. */
  public record MomentView(
      String clock, String sincePower, String what, String detail, String seconds, boolean bad) {}

  /** A page's own scripts, styles and policy. */
  public Assets assets() {
    return assets;
  }

  /** {@code <} does not occur in it. */
  public String replay() {
    return replay.json();
  }

  public boolean replayCut() {
    return replay.cut();
  }

  public String replaySeconds() {
    return Seconds.exact(replay.seconds());
  }

  public ConsoleView console() {
    return console;
  }

  public String name() {
    return Pages.safe(story.name());
  }

  /** The outcome as a class of the style sheet. */
  public String outcome() {
    return verdict.outcome().name().toLowerCase(Locale.ROOT);
  }

  /** The outcome in a word. */
  public String outcomeWord() {
    return VerdictWords.name(verdict).toLowerCase(Locale.ROOT);
  }

  public String mark() {
    return switch (verdict.outcome()) {
      case PASSED -> "✓";
      case FAILED, BROKEN -> "✗";
      case INCONCLUSIVE -> "?";
      case INTERRUPTED -> "!";
    };
  }

  public String says() {
    return Pages.safe(VerdictWords.says(verdict));
  }

  /** What to do next; empty for a run that passed. */
  public List<Prose.Part> advice() {
    Finding primary = verdict.primary();
    return primary == null ? List.of() : prose(primary.advice());
  }

  /** The first cause; an empty list when there is none. */
  public List<FindingView> primary() {
    Finding primary = verdict.primary();
    return primary == null ? List.of() : List.of(view(primary));
  }

  /** All others. */
  public List<FindingView> others() {
    return verdict.findings().stream()
        .filter(finding -> !finding.equals(verdict.primary()))
        .limit(MOST_FINDINGS)
        .map(this::view)
        .toList();
  }

  /** How many findings are not on the page. */
  public int moreFindings() {
    return Math.max(0, verdict.findings().size() - 1 - MOST_FINDINGS);
  }

  public List<String> ruledOut() {
    return Pages.safe(verdict.ruledOut());
  }

  /** The evidence that would decide, and what the record has lost. */
  public List<String> missing() {
    List<String> all = new ArrayList<>(Pages.safe(verdict.missing()));
    all.addAll(Pages.safe(story.gaps()));
    return all;
  }

  public String inherited() {
    String by = verdict.inheritedFrom();
    return by == null ? "" : Pages.safe(by);
  }

  private FindingView view(Finding finding) {
    Double at = finding.at();
    Long line = finding.line();
    boolean serial = finding.channel().equals("serial");
    String place =
        Pages.safe(finding.channel())
            + (at == null ? "" : ", " + Seconds.exact(at) + " after power-on");
    return new FindingView(
        Pages.safe(finding.cause()),
        docs.page(finding.cause()).orElse(""),
        prose(VerdictWords.sentence(finding)),
        line == null || (serial && console.shows(line)) ? place : place + ", line " + line,
        line != null && serial && console.shows(line) ? line : 0,
        Pages.safeLines(finding.quote()),
        prose(finding.advice()));
  }

  /** The numbers at the head of the page. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("stage", verdict.stage().id()));
    if (!verdict.checks().isEmpty()) {
      facts.add(new Fact("checks", VerdictWords.checks(verdict).replace(" checks passed", "")));
    }
    RepeatWords.known(verdict).ifPresent(words -> facts.add(new Fact("known", Pages.safe(words))));
    RepeatWords.attempts(verdict).forEach(words -> facts.add(new Fact("tried", Pages.safe(words))));
    RepeatWords.repeats(verdict)
        .ifPresent(words -> facts.add(new Fact("repeats", Pages.safe(words))));
    facts.add(new Fact("wall clock", Seconds.exact(story.seconds())));
    for (PhaseSpan phase : story.phases()) {
      if (phase.name().matches("boot( \\d+)?|restore")) {
        Double usual = phase.usual();
        String more = usual == null ? "" : ", usually " + Seconds.exact(usual);
        facts.add(new Fact(phase.name(), Seconds.exact(phase.seconds()) + more));
      }
    }
    facts.add(new Fact("began", story.began().truncatedTo(ChronoUnit.SECONDS).toString()));
    return facts;
  }

  public List<Bars.Bar> phases() {
    return Bars.ofPhases(story.phases(), story.seconds(), slower(Timing.Slower.PHASE));
  }

  /** How long the axis of the phases is. */
  public String phaseSpan() {
    return Seconds.exact(story.seconds());
  }

  /** How long the axis of the stages is. */
  public String stageSpan() {
    return Seconds.exact(Bars.end(story.stages()));
  }

  public List<Bars.Bar> stages() {
    return Bars.ofStages(story.stages(), slower(Timing.Slower.STAGE));
  }

  private Predicate<String> slower(String part) {
    Timing timing = verdict.timing();
    return name ->
        timing != null
            && timing.slower().stream()
                .anyMatch(slow -> slow.part().equals(part) && slow.name().equals(name));
  }

  /**
   * What took longer than its usual variation allows, and the lines after which the time was spent.
   */
  public List<SlowView> slower() {
    List<SlowView> slow = new ArrayList<>();
    Timing timing = verdict.timing();
    if (timing != null) {
      for (Timing.Slower part : timing.slower()) {
        slow.add(new SlowView(Pages.safe(VerdictWords.slower(part)), 0, false, ""));
      }
    }
    for (SlowLines.SlowLine line : SlowLines.of(story.directory(), verdict)) {
      String says =
          Seconds.exact(line.seconds()) + " (usual " + Seconds.exact(line.usual()) + ") after";
      slow.add(
          new SlowView(says, line.line(), console.shows(line.line()), Pages.safe(line.text())));
    }
    return slow;
  }

  /** Whether anything is known about earlier runs. */
  public boolean baseline() {
    return story.phases().stream().anyMatch(phase -> phase.usual() != null)
        || story.stages().stream().anyMatch(stage -> stage.usual() != null);
  }

  /** The checks in the order of the spec. */
  public List<CheckView> checks() {
    return CheckView.all(story);
  }

  /** Commands outside of checks. */
  public List<CommandView> commands() {
    return story.commands().stream().map(CommandView::of).toList();
  }

  public List<EvidenceView> evidence() {
    return evidence;
  }

  public List<MomentView> timeline() {
    return story.timeline().stream().map(this::view).toList();
  }

  private MomentView view(Moment moment) {
    Double power = story.power();
    Double until = moment.until();
    return new MomentView(
        CLOCK.format(story.utc(moment.from())),
        power == null ? "" : Numbers.fixed(moment.from() - power, 1),
        Pages.safe(moment.what()),
        Pages.safeLines(moment.detail()),
        until == null ? "" : Seconds.exact(until - moment.from()),
        moment.bad());
  }

  /** Image, machine and host. */
  public IdentityView identity() {
    return new IdentityView(story);
  }

  /** The console's rows, made while the page is written. */
  public Content rows() {
    return Pages.rows(console);
  }

  /** Stages and findings for the player, as JSON without {@code <}: seconds and a word each. */
  public String markers() {
    StringBuilder json = new StringBuilder("[");
    for (StageSpan stage : story.stages()) {
      if (!stage.inherited() && stage.boot() == 1 && stage.at() >= 0) {
        json.append(json.length() == 1 ? "" : ",").append('[').append(Numbers.fixed(stage.at(), 3));
        json.append(",\"").append(stage.stage().id()).append("\"]");
      }
    }
    return json.append(']').toString();
  }

  /** The wall clock at power-on in milliseconds since 1970, for the script. */
  public String epoch() {
    Double power = story.power();
    return String.valueOf(story.utc(power == null ? 0 : power).toEpochMilli());
  }

  private static List<Prose.Part> prose(String text) {
    return Prose.parts(text).stream()
        .map(part -> new Prose.Part(VisibleText.of(part.text()), part.code()))
        .toList();
  }
}
