package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.RankedFinding;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.diagnosis.verdict.FirstCause;
import dev.bootwitness.diagnosis.verdict.MissingEvidence;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the conclusions from a log that was read to its end. */
final class LogConclusion {
  /** Lines that a kernel's report of a stuck processor may have. */
  private static final int TRACE = 80;

  private final LogFacts log;
  private final Conclusions findings;
  private final LogStall standstill;

  /**
   * Lines that follow the first one in any report: even a short one lists modules and registers.
   */
  private static final int SHORTEST_REPORT = 7;

  private boolean gotItsShell;
  private final List<String> unknown = new ArrayList<>();

  LogConclusion(LogFacts log) {
    this.log = log;
    this.findings = new Conclusions(log.diagnosis());
    this.standstill = new LogStall(log, findings);
  }

  Explanation explain(List<String> notes) {
    unknown.addAll(new GuestFindings(log.guest(), log.journal(), findings).add());
    new UserFindings(log, findings).add();
    standstill.add();
    log.journal()
        .recovered()
        .forEach(unit -> findings.log().recovered(findings.facts().boot(), unit));
    meant();
    return explanation(notes);
  }

  private Explanation explanation(List<String> notes) {
    FirstCause firstCause = new FirstCause(findings.causes());
    Optional<RankedFinding> primary = firstCause.primary(findings.log().all());
    Stage stage = findings.facts().highest();
    List<String> missing = new ArrayList<>();
    boolean whole = isWhole(stage);
    if (primary.isEmpty() && whole && findings.log().blame(Trait.BLAMED_LAST)) {
      primary = firstCause.primary(findings.log().all());
    } else if (primary.isEmpty() && !whole) {
      cutShort(stage, missing);
      primary = firstCause.primary(findings.log().all());
    }
    List<Finding> told =
        firstCause.inOrder(findings.log().all()).stream().map(RankedFinding::finding).toList();
    Finding first = primary.map(RankedFinding::finding).orElse(null);
    if (first != null && outcome(first) == Outcome.INCONCLUSIVE && missing.isEmpty()) {
      missing.add(MissingEvidence.undecided(findings.causes(), first));
    }
    whatFailedIsUnknown(first);
    return new Explanation(
        first == null ? Outcome.PASSED : outcome(first),
        stage,
        first,
        told,
        spans(),
        reachedText(stage),
        missing,
        List.copyOf(new LinkedHashSet<>(unknown)),
        notes,
        log.last() == null ? 0 : log.last().number());
  }

  private Outcome outcome(Finding first) {
    if (findings.causes().get(first.cause()).imageIf().stream().anyMatch(findings.log()::has)) {
      return Outcome.FAILED;
    }
    Fault fault = first.fault();
    return switch (fault) {
      case IMAGE -> Outcome.FAILED;
      case SPEC, HOST, HARNESS -> Outcome.BROKEN;
      // Whether the host starved the guest is unknown, and changes nothing about a boot that is
      // over.
      case null ->
          findings.causes().is(first.cause(), Trait.GUEST_IF_IDLE)
              ? Outcome.FAILED
              : Outcome.INCONCLUSIVE;
    };
  }

  /** What somebody requested is not a failure: a shell, a restart. */
  private void meant() {
    if (log.end().shellAskedFor()) {
      // With a locked root account or a shell that does not come, the request was not fulfilled.
      boolean came = log.inSession() || log.end().shellOffered();
      findings.causes().with(Trait.OPENS_SHELL).stream()
          .filter(shell -> came || !shell.is(Trait.ASKS_PASSWORD))
          .forEach(shell -> gotItsShell(shell.id()));
    }
    findings.log().forgiveAt(findings.facts().stage(), endOfTheSeen());
  }

  private void gotItsShell(String shell) {
    gotItsShell |= findings.log().has(shell);
    findings.log().lighten(shell);
  }

  /** Whether the log goes as far as such a log can go. */
  private boolean isWhole(Stage stage) {
    if (gotItsShell) {
      return true;
    }
    if (endsWithinSuspicion()) {
      return false;
    }
    if (log.everInSession() || stage.compareTo(Stage.LOGIN) >= 0) {
      return true;
    }
    if (log.signs().getty().isStartedOnSerial() && log.signs().getty().isUp()) {
      // The prompt has no line end, so a line-by-line capture does not contain it.
      return true;
    }
    if ((log.driven() && log.signs().startedUp()) || (log.ended() && log.signs().workDone())) {
      return true;
    }
    boolean kernelOnly = log.kinds().onlyKernel();
    return log.onlyJournal()
        ? log.signs().startedUp() || stage.compareTo(Stage.USERSPACE) >= 0
        : kernelOnly && stage.compareTo(Stage.USERSPACE) >= 0 && !suspectedOfStopping();
  }

  /** Whether something was seen at which a stuck boot would stop. */
  private boolean suspectedOfStopping() {
    return suspicionsOfStopping().findAny().isPresent();
  }

  private Stream<Finding> suspicionsOfStopping() {
    return findings.log().all().stream()
        .filter(weighed -> weighed.severity() == Severity.SUSPICION)
        .filter(weighed ->
            findings
                .causes()
                .get(weighed.finding().cause())
                .behind()
                .contains("run/capture-incomplete"))
        .map(RankedFinding::finding);
  }

  /**
   * The first line after which a report of the kernel would not be whole: the machine may have died
   * of it, so that a boot that came up before does not forgive it. It limits nothing else.
   */
  private long endOfTheSeen() {
    LogLine last = log.last();
    return last == null ? Long.MAX_VALUE : last.number() - SHORTEST_REPORT;
  }

  /**
   * Whether the log ends within a report of the kernel, or a stuck processor is the last thing that
   * it reports, apart from its trace. What others complain of is said in one line, and the log that
   * ends after it is no less whole.
   */
  private boolean endsWithinSuspicion() {
    LogLine last = log.last();
    long latest =
        log.reached().stream().mapToLong(reached -> reached.line().number()).max().orElse(0);
    return last != null
        && suspicionsOfStopping()
            .filter(finding -> findings.causes().get(finding.cause()).family().equals("kernel"))
            .anyMatch(finding -> {
              Long line = finding.line();
              boolean hangs = findings.causes().is(finding.cause(), Trait.GUEST_IF_IDLE);
              int whole = hangs ? TRACE : SHORTEST_REPORT;
              return line != null && line >= latest && last.number() - line <= whole;
            });
  }

  private void cutShort(Stage stage, List<String> missing) {
    LogLine last = log.last();
    String where =
        last == null
            ? "the log is empty"
            : "the log ends at \"%s\"".formatted(ConsoleText.quote(last.text()));
    if (standstill.stopped(stage)) {
      return;
    }
    missing.add(standstill.toDecide(stage));
    if (last == null) {
      last = new LogLine(1, 0, "", true, null, null);
    }
    findings.add(
        "run/capture-incomplete",
        "%s, at stage %s, and nothing was wrong up to that point".formatted(where, stage.id()),
        "serial",
        last,
        latest(stage));
  }

  /** The latest stage to which anything seen belongs: a log that begins late shows few signs. */
  private Stage latest(Stage shown) {
    return findings.log().all().stream()
        .map(RankedFinding::stage)
        .max(Comparator.naturalOrder())
        .filter(seen -> seen.compareTo(shown) > 0)
        .orElse(shown);
  }

  private void whatFailedIsUnknown(@Nullable Finding first) {
    if (first != null
        && findings.causes().is(first.cause(), Trait.REASON_IN_JOURNAL)
        && !log.journal().complained()
        && unknown.isEmpty()) {
      unknown.add("why it failed: the unit's journal is not in this log");
    }
  }

  private String reachedText(Stage stage) {
    StringBuilder text = new StringBuilder(log.everInSession() ? "a shell" : stage.id());
    if (!log.signs().tty().isEmpty()) {
      text.append(" on ").append(log.signs().tty());
    }
    log.reached().stream()
        .filter(reached -> reached.stage() == stage)
        .map(LogFacts.Reached::at)
        .filter(at -> at != null)
        .findFirst()
        .ifPresent(at -> text.append(String.format(Locale.ROOT, " at %.1f s", at)));
    return text.toString();
  }

  private List<Explanation.StageSpan> spans() {
    var spans = new ArrayList<Explanation.StageSpan>();
    List<LogFacts.Reached> reached = log.reached();
    for (int i = 0; i < reached.size(); i++) {
      LogFacts.Reached now = reached.get(i);
      LogFacts.Reached next = i + 1 < reached.size() ? reached.get(i + 1) : null;
      Double start = now.at();
      Double end = next == null ? log.seconds() : next.boot() == now.boot() ? next.at() : null;
      Double lasted = start == null || end == null ? null : Math.max(0, end - start);
      spans.add(
          new Explanation.StageSpan(now.stage(), now.boot(), now.line().number(), start, lasted));
    }
    return List.copyOf(spans);
  }
}
