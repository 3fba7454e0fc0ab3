package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.detect.console.ConsoleRules;
import dev.bootwitness.diagnosis.detect.console.FloodDetector;
import dev.bootwitness.diagnosis.detect.console.KexecDetector;
import dev.bootwitness.diagnosis.detect.console.LastInitDetector;
import dev.bootwitness.diagnosis.detect.console.Recovery;
import dev.bootwitness.diagnosis.detect.console.RespawnDetector;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RankedFinding;
import dev.bootwitness.diagnosis.facts.Restarts;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.rules.HostWords;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All detectors of one run: they take its events in order and keep the findings.
 *
 * <p>They read no clock and no file, so the same events give the same findings, live or from a
 * saved record. New findings are returned, for the engine to record as {@link Event.FindingMade};
 * when that event comes back, it changes nothing. Stages are taken from {@link Event.StageReached}
 * (see {@link StageTracker}); a stage up to the kernel that is not later than the previous one
 * means that the machine started over. From {@link Stage#READY} on, the console belongs to
 * commands, and from the phase shutdown on, the machine is meant to end: then rules and machine
 * events mean nothing.
 *
 * <p>Not thread-safe.
 */
public final class Detectors {
  private static final Set<String> SEEN_FROM_OUTSIDE = Set.of("screen", "qmp");

  private final Causes causes;
  private final FindingLog log;
  private final MachineDetector machine;
  private final ScreenDetector screen;
  private final FloodDetector flood = new FloodDetector();
  private final RunFacts facts = new RunFacts();
  private final ConsoleRules console;
  private final RespawnDetector respawn = new RespawnDetector();
  private final LastInitDetector inits = new LastInitDetector();
  private final SilentKernel silentKernel = new SilentKernel();
  private final Restarts restarts = new Restarts();
  private final BuildDetector build;
  private final FindingWeights weights;
  private final Recovery recovery;
  private final LiveStall stillness;

  /** Detectors that use these rules. */
  public Detectors(RuleEngine rules) {
    this.causes = rules.causes();
    this.log = new FindingLog(causes);
    this.machine = new MachineDetector(log, new HostWords(rules));
    this.build = new BuildDetector(rules);
    this.recovery = new Recovery(log);
    this.screen = new ScreenDetector(rules);
    this.console = new ConsoleRules(rules, facts, log);
    this.stillness = new LiveStall(facts, log, screen);
    this.weights = new FindingWeights(rules, causes, facts, machine, flood);
  }

  /**
   * Takes the next event of the run.
   *
   * @return the findings made because of it, new ones only
   */
  public List<Finding> accept(StampedEvent stamped) {
    facts.note(stamped);
    return switch (stamped.event()) {
      case Event.RestartsExpected(int times) -> {
        restarts.plan(times);
        yield List.of();
      }
      case Event.RestartAsked _ -> {
        log.endsOnPurpose(facts.boot(), facts.stage());
        yield List.of();
      }
      case Event.BootBegan _ -> {
        startedOver();
        yield List.of();
      }
      case Event.StageReached stage -> reached(stamped, stage);
      case Event.ConsoleLine line -> consoleLine(stamped, line);
      case Event.ToolOutput output -> built(stamped, output);
      case Event.FindingMade made -> made(stamped, made.finding());
      case Event.Restored restored -> inherited(stamped, restored);
      case Event.MachineSignal signal when runGoesOn() -> signal(stamped, signal);
      case Event.ScreenSeen seen when machineWanted() -> screen(stamped, seen);
      case Event.ProcessorsSeen seen when machineWanted() -> processors(stamped, seen);
      case Event.MachineExited exit when !exit.requested() && machineWanted() ->
          keep(stamped, machine.exited(exit));
      default -> List.of();
    };
  }

  /** Each cause once: the same screen is seen repeatedly. */
  private List<Finding> screen(StampedEvent stamped, Event.ScreenSeen seen) {
    var made = new ArrayList<Finding>();
    for (ScreenDetector.Seen found :
        screen.look(seen, facts.stage(), SilentKernel.isHushed(facts), causes)) {
      made.addAll(once(stamped, found.finding(), found.severity()));
    }
    made.addAll(fatal(stamped, ForetoldStop.screen(seen, facts, log)));
    return List.copyOf(made);
  }

  private List<Finding> processors(StampedEvent stamped, Event.ProcessorsSeen seen) {
    var made = new ArrayList<Finding>(fatal(stamped, stillness.processors(seen)));
    silentKernel
        .processors(seen, facts)
        .ifPresent(found -> made.addAll(once(stamped, found.finding(), found.severity())));
    return List.copyOf(made);
  }

  /** Keeps the finding if its cause is new or it ends the wait. */
  private List<Finding> once(StampedEvent stamped, FindingBuilder found, Severity severity) {
    Finding finding = found.at(facts.at(stamped)).finding();
    boolean graver = severity == Severity.FATAL && log.fatal().isEmpty();
    boolean kept = (graver || !log.has(finding.cause())) && keep(stamped, finding, severity);
    return kept ? List.of(finding) : List.of();
  }

  private List<Finding> built(StampedEvent stamped, Event.ToolOutput output) {
    return build
        .line(output)
        .filter(
            seen -> keep(stamped, seen.finding().at(facts.at(stamped)).finding(), seen.severity()))
        .map(seen -> List.of(seen.finding().at(facts.at(stamped)).finding()))
        .orElse(List.of());
  }

  private List<Finding> signal(StampedEvent stamped, Event.MachineSignal signal) {
    List<Finding> made =
        keep(
            stamped,
            machine
                .signal(signal, facts.stage(), facts.stoppedByUs())
                .filter(found -> !isMeant(found.finding().cause())));
    if (signal.name().equals("RESUME")) {
      log.withdraw(MachineDetector.PAUSED);
    }
    return made;
  }

  /** Whether a cause only reports an expected end of this boot, by a step or by plan. */
  private boolean isMeant(String cause) {
    if (facts.present().restarting()) {
      return causes.is(cause, Trait.RESTART) || causes.is(cause, Trait.POWER_OFF);
    }
    return causes.is(cause, Trait.RESTART)
        && restarts.expects(facts.boot(), facts.stage() == Stage.READY);
  }

  private List<Finding> fatal(StampedEvent stamped, Optional<FindingBuilder> found) {
    if (found.isEmpty()) {
      return List.of(); // each console line comes here
    }
    return found
        .map(finding -> finding.at(facts.at(stamped)).finding())
        .filter(finding -> keep(stamped, finding, Severity.FATAL))
        .map(List::of)
        .orElse(List.of());
  }

  private boolean machineWanted() {
    return !facts.present().restarting() && runGoesOn();
  }

  private boolean runGoesOn() {
    return !facts.shuttingDown() && facts.interruptedBy() == null;
  }

  private List<Finding> reached(StampedEvent stamped, Event.StageReached stage) {
    boolean again =
        stage.stage().compareTo(Stage.KERNEL) <= 0
            && stage.stage().compareTo(facts.stage()) <= 0
            && facts.stage() != Stage.POWER_ON;
    String cause = MachineDetector.restartCause(facts.stage());
    Optional<FindingBuilder> loop = Optional.empty();
    if (again && machineWanted() && !isMeant(cause) && !log.has(cause)) {
      String detail = "the machine started over after it had reached stage " + facts.stage().id();
      loop =
          Optional.of(
              FindingBuilder.about(cause, detail, "serial", ConsoleText.quote(stage.evidence())));
      if (stage.line() > 0) {
        loop = loop.map(finding -> finding.line(stage.line(), null));
      }
    }
    List<Finding> made = keep(stamped, loop);
    if (again) {
      if (isMeant(cause)) {
        log.endsOnPurpose(facts.boot(), facts.stage());
      }
      startedOver();
    }
    facts.reach(stamped, stage.stage(), again);
    log.refutedBy(facts.boot(), facts.stage());
    return made;
  }

  private void startedOver() {
    restarts.happened();
    stillness.restarted();
    inits.restarted();
  }

  private List<Finding> consoleLine(StampedEvent stamped, Event.ConsoleLine line) {
    stillness.line(line);
    var made = new ArrayList<Finding>();
    for (ConsoleRules.Fired fired : console.line(stamped, line)) {
      if (!isMeant(fired.finding().cause())
          && keep(stamped, fired.finding(), fired.match().rule().severity())) {
        made.add(fired.finding());
        console.follow(fired);
        machine.saidBy(fired.finding(), facts.boot());
      }
    }
    recovery.line(line.text(), facts.boot());
    made.addAll(
        fatal(
            stamped,
            KexecDetector.line(line, facts)
                .filter(found -> machineWanted() && !isMeant(found.finding().cause()))));
    if (console.consoleSpeaks()) {
      made.addAll(keep(stamped, flood(stamped, line)));
      made.addAll(fatal(stamped, inits.line(line)));
      if (facts.stage().compareTo(Stage.LOGIN) < 0) {
        made.addAll(fatal(stamped, respawn(stamped, line)));
      }
    }
    return List.copyOf(made);
  }

  private Optional<FindingBuilder> respawn(StampedEvent stamped, Event.ConsoleLine line) {
    Optional<FindingBuilder> found = respawn.line(stamped.seconds(), line.text().strip());
    return found.isEmpty() ? found : found.map(finding -> finding.line(line.line(), line.offset()));
  }

  private Optional<FindingBuilder> flood(StampedEvent stamped, Event.ConsoleLine line) {
    Optional<FindingBuilder> found = flood.line(stamped.seconds(), line.text());
    if (found.isEmpty()) {
      return found;
    }
    return found
        .filter(finding -> flood.goesOn() || !log.has(finding.finding().cause()))
        .map(finding -> finding.line(line.line(), line.offset()));
  }

  /**
   * Examines a whole line that is not recorded as an event of its own.
   *
   * @param line its time, number, offset and text; the sequence number is not used
   * @return findings to record as {@link Event.FindingMade}: only that makes them count
   */
  public List<Finding> unrecordedLine(StampedEvent line) {
    if (!(line.event() instanceof Event.ConsoleLine text)) {
      return List.of();
    }
    var made = new ArrayList<Finding>(console.unrecordedLine(line, text));
    made.removeIf(finding -> isMeant(finding.cause()));
    if (console.consoleSpeaks()) {
      flood(line, text).map(finding -> finding.at(facts.at(line)).finding()).ifPresent(made::add);
    }
    return List.copyOf(made);
  }

  /**
   * Examines the line that has not ended yet: prompts of loaders and emergency shells do not end a
   * line.
   *
   * @param line like {@link #unrecordedLine}, with the number the line will have
   * @return findings to record as {@link Event.FindingMade}: only that makes them count
   */
  public List<Finding> unfinished(StampedEvent line) {
    return line.event() instanceof Event.ConsoleLine text
        ? console.unfinished(line, text)
        : List.of();
  }

  /**
   * Whether inspecting the processors now could show that nothing more will come: the system is up,
   * or the boot has failed, and only its standstill remains to be shown.
   */
  public boolean stillnessDecides() {
    return stillness.decides();
  }

  /** Notes that the next restart of the machine was requested. */
  public void restartAsked() {
    restarts.ask();
  }

  /** Adds the conclusion of an external detector, with its own weight and stage. */
  public void conclude(Finding finding, Severity severity, Stage stage, double seconds) {
    var _ = log.add(finding, severity, facts.boot(), stage, seconds);
  }

  /** The findings so far, and the other observations. */
  public FindingLog log() {
    return log;
  }

  public RunFacts facts() {
    return facts;
  }

  /** A finding of the engine, or one of our own coming back. */
  private List<Finding> made(StampedEvent stamped, Finding finding) {
    Severity severity = weights.of(finding);
    Double at = finding.at();
    log.add(
        finding,
        weights.now(severity, finding),
        facts.boot(),
        facts.stage(),
        at == null ? facts.time(stamped) : at);
    console.made(finding);
    return List.of();
  }

  /** Another run's findings about the boot are valid for its clones; the lines were in its log. */
  private List<Finding> inherited(StampedEvent stamped, Event.Restored restored) {
    for (Finding finding : restored.findings()) {
      var _ =
          made(
              stamped,
              finding
                  .withPlace(null, null)
                  .withDetail(
                      finding.detail()
                          + " (inherited: seen when run "
                          + restored.run()
                          + " booted)"));
    }
    return List.of();
  }

  private List<Finding> keep(StampedEvent stamped, Optional<FindingBuilder> found) {
    return found
        .map(findings -> findings.at(facts.at(stamped)).finding())
        .filter(finding -> keep(stamped, finding, weights.of(finding.cause())))
        .map(List::of)
        .orElse(List.of());
  }

  private boolean keep(StampedEvent stamped, Finding finding, Severity severity) {
    return log.add(
        finding, weights.now(severity, finding), facts.boot(), facts.stage(), facts.time(stamped));
  }

  /** A finding after which nothing awaited can still come; void if the boot continues. */
  public Optional<Finding> fatal() {
    return log.fatal();
  }

  /**
   * A finding from the screen or the processors that names where the boot is stuck, or a fatal one:
   * the reason for a deadline that passed in silence.
   */
  public Optional<Finding> standstill() {
    return log.fatal()
        .or(() ->
            log.all().stream()
                .map(RankedFinding::finding)
                .filter(finding -> SEEN_FROM_OUTSIDE.contains(finding.channel()))
                .filter(finding -> causes.get(finding.cause()).stop())
                .findFirst());
  }
}
