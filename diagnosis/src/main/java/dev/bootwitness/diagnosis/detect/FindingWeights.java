package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.detect.console.FloodDetector;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Finding;

/** The severity of a run's findings where no rule defines it. Not thread-safe. */
final class FindingWeights {
  private final RuleEngine rules;
  private final Causes causes;
  private final RunFacts facts;
  private final MachineDetector machine;
  private final FloodDetector flood;

  FindingWeights(
      RuleEngine rules,
      Causes causes,
      RunFacts facts,
      MachineDetector machine,
      FloodDetector flood) {
    this.rules = rules;
    this.causes = causes;
    this.facts = facts;
    this.machine = machine;
    this.flood = flood;
  }

  /** A finding of an unrecorded line or prompt carries its text, and so the rule's severity. */
  Severity of(Finding finding) {
    if (finding.channel().equals(FindingLog.IMAGE)) {
      // What an image says before it boots is blamed only when the boot shows what it leads to.
      Severity known = causes.find(finding.cause()).map(Cause::severity).orElse(Severity.WARNING);
      return known.blames() ? Severity.SUSPICION : known;
    }
    if (causes.is(finding.cause(), Trait.EMULATION_HELPS) || endless(finding.cause())) {
      return of(finding.cause());
    }
    if (causes.is(finding.cause(), Trait.FATAL_BY_IMAGE) && finding.channel().equals("host")) {
      // What the image itself shows, which is checked only when its guest is stuck.
      return Severity.FATAL;
    }
    return rules
        .severity(finding.cause(), facts.stage(), finding.quote())
        .or(() -> causes.find(finding.cause()).map(Cause::severity))
        .orElse(Severity.FAILURE);
  }

  /**
   * One more start may be intended, and a burst of lines ends; but waiting does not end what keeps
   * repeating.
   */
  Severity of(String cause) {
    if (causes.is(cause, Trait.EMULATION_HELPS)) {
      // A note if emulation took over; without emulation nothing runs.
      boolean emulated =
          facts.accelerator() != null && facts.accelerator().accelerator().equals("tcg");
      return emulated ? Severity.WARNING : Severity.FATAL;
    }
    return endless(cause) ? Severity.FATAL : causes.get(cause).severity();
  }

  private boolean endless(String cause) {
    return causes.is(cause, Trait.FATAL_IF_ENDLESS)
        && (causes.is(cause, Trait.RESTART) ? machine.loops() : flood.goesOn());
  }

  /**
   * A reported verdict stands: findings made afterwards, in its evidence, are not blamed. One that
   * decided nothing waits for the journal of the guest's disk, which is read after the machine's
   * end.
   */
  Severity now(Severity severity, Finding finding) {
    boolean awaited = facts.undecided() && finding.channel().equals("journal");
    return facts.decided() && severity.blames() && !awaited ? Severity.WARNING : severity;
  }
}
