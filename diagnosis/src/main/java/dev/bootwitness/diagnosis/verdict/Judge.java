package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.RankedFinding;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.facts.RunTiming;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the verdict from the facts; reads them, never changes them. */
public final class Judge {
  private final RunFacts facts;
  private final List<RankedFinding> findings;
  private final Causes causes;
  private final FirstCause firstCause;

  public Judge(Causes causes, RunFacts facts, List<RankedFinding> findings) {
    this.facts = facts;
    this.findings = findings;
    this.causes = causes;
    this.firstCause = new FirstCause(causes);
  }

  public Verdict verdict() {
    var all = new ArrayList<>(findings);
    all.addAll(failedChecks());
    Finding interruption = interruption();
    if (interruption != null) {
      return verdict(interruption, withFirst(interruption, all), Outcome.INTERRUPTED, null);
    }
    if (firstCause.primary(all).isEmpty()) {
      if (everythingHeld()) {
        // The suspicion had no consequence.
        all.removeIf(weighed -> weighed.severity() == Severity.SUSPICION);
        return verdict(null, firstCause.inOrder(all), Outcome.PASSED, null);
      }
      all.add(weighed(incomplete(), Double.MAX_VALUE));
    }
    List<RankedFinding> ordered = firstCause.inOrder(all);
    Finding primary = ordered.getFirst().finding();
    return verdict(primary, ordered, outcome(primary.fault()), primary.fault());
  }

  private static Outcome outcome(@Nullable Fault fault) {
    return switch (fault) {
      case IMAGE -> Outcome.FAILED;
      case SPEC, HOST, HARNESS -> Outcome.BROKEN;
      case null -> Outcome.INCONCLUSIVE;
    };
  }

  /** A run without a login has passed when its boot reached its goal. */
  private boolean everythingHeld() {
    return !facts.cutOff()
        && (facts.highest() == Stage.READY || facts.booted())
        && facts.failedPhases().isEmpty()
        && facts.checks().open().isEmpty()
        && facts.checks().unended().isEmpty()
        && facts.checks().ended().stream().allMatch(CheckResult::tolerated);
  }

  /** The engine may have reported the result of a check more precisely; then that counts. */
  private List<RankedFinding> failedChecks() {
    boolean named =
        findings.stream()
            .anyMatch(weighed -> causes.is(weighed.finding().cause(), Trait.OF_A_CHECK));
    var failed = new ArrayList<RankedFinding>();
    for (int i = 0; i < facts.checks().ended().size() && !named; i++) {
      CheckResult check = facts.checks().ended().get(i);
      if (check.outcome().equals(CheckResult.FAILED)) {
        double time = facts.checks().times().get(i);
        failed.add(weighed(checkFailed(check, time < 0 ? null : time), time));
      }
    }
    return failed;
  }

  private static Finding checkFailed(CheckResult check, @Nullable Double at) {
    String quote = ConsoleText.quote(check.message());
    return FindingBuilder.about(
            "check/failed", "check \"%s\" did not hold".formatted(check.name()), "guest", quote)
        .at(at)
        .finding();
  }

  private @Nullable Finding interruption() {
    if (facts.interruptedBy() == null) {
      return null;
    }
    return findings.stream()
        .map(RankedFinding::finding)
        .filter(finding -> finding.cause().equals("run/interrupted"))
        .findFirst()
        .orElseGet(() ->
            FindingBuilder.of(
                "run/interrupted",
                "the run was stopped by %s at stage %s"
                    .formatted(facts.interruptedBy(), facts.stage().id()),
                "host",
                ""));
  }

  private Finding incomplete() {
    String how = facts.cutOff() ? "the record ends" : "the run ended";
    FindingBuilder incomplete =
        FindingBuilder.about(
            "run/capture-incomplete",
            "%s at stage %s, and nothing was wrong up to that point"
                .formatted(how, facts.stage().id()),
            "serial",
            facts.present().lastLine() != null
                    && facts.present().lastLine().event() instanceof Event.ConsoleLine last
                ? ConsoleText.quote(last.text())
                : "");
    if (facts.present().lastLine() != null
        && facts.present().lastLine().event() instanceof Event.ConsoleLine last) {
      incomplete =
          incomplete.line(last.line(), last.offset()).at(facts.at(facts.present().lastLine()));
    }
    return incomplete.finding();
  }

  private RankedFinding weighed(Finding finding, double time) {
    return new RankedFinding(
        finding, Severity.FAILURE, facts.boot(), facts.stage(), time, Integer.MAX_VALUE, false);
  }

  private List<RankedFinding> withFirst(Finding first, List<RankedFinding> all) {
    var others = all.stream().filter(weighed -> !weighed.finding().equals(first)).toList();
    var list = new ArrayList<RankedFinding>();
    list.add(weighed(first, 0));
    list.addAll(firstCause.inOrder(others));
    return list;
  }

  private Verdict verdict(
      @Nullable Finding primary,
      List<RankedFinding> ordered,
      Outcome outcome,
      @Nullable Fault fault) {
    Event.ImageReady image = facts.image();
    Event.MachineStarted machine = facts.machine();
    RunTiming timing = new RunTiming(facts);
    return new Verdict(
        Verdict.FORMAT,
        facts.run(),
        facts.spec(),
        outcome,
        fault,
        facts.highest(),
        primary,
        ordered.stream().map(RankedFinding::finding).toList(),
        primary == null ? List.of() : RuledOut.list(facts, primary.cause()),
        primary != null && outcome == Outcome.INCONCLUSIVE
            ? MissingEvidence.of(facts, causes, primary)
            : List.of(),
        Stream.concat(facts.checks().ended().stream(), facts.checks().unended().stream()).toList(),
        timing.phases(),
        image == null ? null : new Verdict.ImageIdentity(image.path(), image.sha256()),
        machine == null
            ? null
            : new Verdict.MachineIdentity(
                machine.qemu(),
                machine.accelerator(),
                machine.argv(),
                facts.accelerator() == null ? 0 : facts.accelerator().scale()),
        facts.bootedBy(),
        timing.timing(),
        outcome == Outcome.PASSED ? null : facts.known(),
        facts.attempts(),
        facts.repeats(),
        facts.checks().planned().part());
  }
}
