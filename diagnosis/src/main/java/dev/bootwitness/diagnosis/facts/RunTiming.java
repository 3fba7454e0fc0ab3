package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StepTime;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Timing.Slower;
import dev.bootwitness.record.Timing.StageTime;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict.PhaseTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the times of a run with the usual ones; reads the facts, never changes them. */
public final class RunTiming {
  /** Phases whose length says nothing about the image: it depends on caches and other runs. */
  private static final Set<String> NEVER_SLOW =
      Set.of("host", "build", "inspect", "wait", "freeze");

  private static final String BUILD = "build";

  private final RunFacts facts;
  private final String start;
  private final boolean built;
  private final Optional<Usual> usual;

  public RunTiming(RunFacts facts) {
    this.facts = facts;
    this.start =
        facts.bootedBy() != null
            ? Timing.CHECKPOINT
            : facts.present().reached().isEmpty() && facts.machine() == null ? "" : Timing.BOOT;
    this.built = facts.image() != null && !facts.image().cached() && ran(facts, BUILD);
    this.usual = applicable();
  }

  /** Whether a long phase of that name says something about the image. */
  public static boolean mayBeSlow(String phase) {
    return !NEVER_SLOW.contains(phase);
  }

  public Timing timing() {
    List<StageTime> stages = stages();
    List<Slower> slower = new ArrayList<>();
    facts.phases().forEach(phase -> slow(phase).ifPresent(slower::add));
    stages.forEach(stage -> slow(stage).ifPresent(slower::add));
    return new Timing(
        facts.name(),
        facts.began() == null ? "" : facts.began().toString(),
        start,
        built,
        facts.seconds(),
        stages,
        facts.usage(),
        usual.orElse(null),
        slower,
        buildSteps());
  }

  /** A build from the cache has no steps that say how long a build takes. */
  private List<StepTime> buildSteps() {
    Event.ImageBuilt made = facts.built();
    return made == null || !built ? List.of() : made.steps();
  }

  /** The phases, with their usual times. */
  public List<PhaseTime> phases() {
    return facts.phases().stream()
        .map(phase ->
            new PhaseTime(
                phase.name(),
                phase.seconds(),
                usualOf(phase.name()).map(Usual.Time::seconds).orElse(null)))
        .toList();
  }

  private static boolean ran(RunFacts facts, String phase) {
    return facts.phases().stream().anyMatch(p -> p.name().equals(phase));
  }

  /** The usual times for this run's accelerator and way to start. */
  private Optional<Usual> applicable() {
    String accelerator = facts.accelerator() == null ? "" : facts.accelerator().accelerator();
    return facts.usual().stream()
        .filter(u -> u.accelerator().equals(accelerator) && u.start().equals(start))
        .findFirst();
  }

  private Optional<Usual.Time> usualOf(String phase) {
    return phase.equals(BUILD) && !built
        ? Optional.empty()
        : usual.flatMap(times -> times.phase(phase));
  }

  /** How long a stage usually lasts for this run's accelerator and way to start. */
  public Optional<Usual.Time> usualOf(Stage stage) {
    return usual.flatMap(times -> times.stage(stage));
  }

  private List<StageTime> stages() {
    List<StageTime> times = new ArrayList<>();
    Stage stage = Stage.POWER_ON;
    double at = 0;
    Map<Stage, Double> inTime = facts.firstBoot();
    for (Map.Entry<Stage, Double> next : inTime.entrySet()) {
      double reached = next.getValue();
      if (next.getKey() != Stage.POWER_ON) {
        times.add(stage(stage, at, reached - at));
      }
      stage = next.getKey();
      at = reached;
    }
    if (!inTime.isEmpty()) {
      times.add(stage(stage, at, null));
    }
    return times;
  }

  private StageTime stage(Stage stage, double at, @Nullable Double seconds) {
    return new StageTime(
        stage,
        at,
        seconds,
        usual.flatMap(times -> times.stage(stage)).map(Usual.Time::seconds).orElse(null));
  }

  /** A failed phase took as long as its deadline; it is reported as a failure. */
  private Optional<Slower> slow(PhaseTime phase) {
    boolean failed =
        facts.failedPhases().stream().map(Event.PhaseEnded::phase).anyMatch(phase.name()::equals);
    return failed || !mayBeSlow(phase.name())
        ? Optional.empty()
        : usualOf(phase.name())
            .flatMap(usually -> slow(Slower.PHASE, phase.name(), phase.seconds(), usually));
  }

  private Optional<Slower> slow(StageTime stage) {
    Double seconds = stage.seconds();
    return seconds == null
        ? Optional.empty()
        : usual
            .flatMap(times -> times.stage(stage.stage()))
            .flatMap(usually -> slow(Slower.STAGE, stage.stage().id(), seconds, usually));
  }

  private static Optional<Slower> slow(
      String part, String name, double seconds, Usual.Time usually) {
    Double most = usually.most();
    return most == null || seconds <= most
        ? Optional.empty()
        : Optional.of(new Slower(part, name, seconds, usually.seconds(), most));
  }
}
