package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.kernel.StuckKernel;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts from a run's events so far, apart from findings. Not thread-safe. */
public final class RunFacts {
  /** The phases that stop the machine temporarily. */
  private static final Set<String> FREEZING = Set.of("freeze", "keep");

  private String run = "";
  private String name = "";
  private String spec = "";

  /** When the run began; null when the record does not say. */
  private @Nullable Instant began;

  /** The usual times of this spec's runs, one per way to run. */
  private List<Usual> usual = List.of();

  private @Nullable Usage usage;

  /** Boots of the machine, from 1; the highest stage reached in all of them. */
  private int boot = 1;

  private Stage highest = Stage.POWER_ON;

  /** Seconds from power-on to each stage of the first boot, once a step has begun another. */
  private @Nullable Map<Stage, Double> firstBoot;

  private boolean shuttingDown;

  private boolean ended;

  /** The verdict was reported; only its evidence and the machine's end still follow. */
  private boolean decided;

  private boolean undecided;
  private @Nullable KnownFailure known;
  private final List<RunAttempt> attempts = new ArrayList<>();
  private final List<RunAttempt> repeats = new ArrayList<>();

  private boolean cutOff;
  private boolean booted;

  /** Evidence is being collected: console output in the meantime was requested. */
  private boolean asking;

  /** The machine is being frozen, which stops it temporarily. */
  private boolean freezing;

  private @Nullable String interruptedBy;

  /** The run that booted the machine; null when this one did. */
  private @Nullable String bootedBy;

  private Event.@Nullable ImageReady image;
  private Event.@Nullable ImageBuilt built;
  private Event.@Nullable MachineStarted machine;
  private Event.@Nullable AcceleratorChosen accelerator;
  private final PhaseTimes phases = new PhaseTimes();
  private final List<Event.PhaseEnded> failedPhases = new ArrayList<>();
  private final CheckFacts checks = new CheckFacts();
  private BootFacts present = new BootFacts();
  private long lastNanos;

  /** The events of a saved record end here. */
  public void over() {
    cutOff = !ended && !shuttingDown;
  }

  /** Processes an event; {@link #reach} changes the stage. */
  public void note(StampedEvent stamped) {
    lastNanos = stamped.nanos();
    switch (stamped.event()) {
      case Event.RunStarted started -> {
        run = started.run();
        name = started.name();
        began = stamped.utc();
        spec = started.spec();
      }
      case Event.ChecksPlanned planned -> checks.planned(planned);
      case Event.UsualTimes times -> usual = times.times();
      case Event.UsageMeasured measured -> usage = measured.usage();
      case Event.PhaseStarted phase -> {
        shuttingDown |= phase.phase().equals("shutdown");
        asking |= phase.phase().equals("evidence");
        freezing |= FREEZING.contains(phase.phase());
      }
      case Event.PhaseEnded phase -> {
        asking &= !phase.phase().equals("evidence");
        freezing &= !FREEZING.contains(phase.phase());
        booted |= phase.phase().equals("boot") && phase.ok();
        if (!phase.ok()) {
          failedPhases.add(phase);
        }
        phases.add(phase);
      }
      case Event.AcceleratorChosen chosen -> accelerator = chosen;
      case Event.ImageReady ready -> image = ready;
      case Event.ImageBuilt made -> built = made;
      case Event.MachineStarted started -> {
        // A second machine takes over from a clone that did not start: this is not a reboot of the
        // guest.
        if (machine != null) {
          present.startOver();
        }
        machine = started;
      }
      case Event.RestartAsked _ -> present.restart();
      case Event.BootBegan _ -> beginAgain();
      case Event.Restored restored -> bootedBy = restored.run();
      case Event.PoweredOn() -> present.poweredOn(stamped);
      case Event.ConsoleLine line -> {
        if (!asking) {
          present.line(stamped, line);
        }
      }
      case Event.ScreenSeen seen -> present.screen(seen);
      case Event.ProcessorsSeen seen -> present.processors(seen);
      case Event.Awaiting what -> present.awaiting(what);
      case Event.LoginStep step -> present.login(step);
      case Event.SideChannelTried side -> present.sideOpen(side.open());
      case Event.CheckStarted check -> checks.started(check);
      case Event.CheckEnded check -> checks.ended(check, time(stamped));
      case Event.Interrupted interrupted ->
          interruptedBy = decided ? interruptedBy : interrupted.by();
      case Event.VerdictReached verdict -> {
        ended = true;
        decided = true;
        undecided = verdict.verdict().outcome() == Outcome.INCONCLUSIVE;
      }
      case Event.FailureKnown failure -> known = failure.known();
      case Event.Attempted earlier -> attempts.addAll(earlier.earlier());
      case Event.Repeated repeat -> repeats.add(repeat.attempt());
      case Event.RunEnded end -> ended = true;
      default -> {}
    }
  }

  /** What was seen last belongs to the boot that is over. */
  private void beginAgain() {
    if (firstBoot == null) {
      firstBoot = present.stageTimes();
    }
    boot++;
    present = new BootFacts();
  }

  /**
   * Seconds from power-on to each stage of the first boot, in the order in which they came. What
   * came before power-on belongs to a clone that did not start.
   */
  Map<Stage, Double> firstBoot() {
    Map<Stage, Double> first = firstBoot;
    return first == null ? present.stageTimes() : first;
  }

  /** A stage was reached, in this boot or, if {@code newBoot}, in the next one. */
  public void reach(StampedEvent stamped, Stage now, boolean newBoot) {
    boot += newBoot ? 1 : 0;
    highest = highest.compareTo(now) < 0 ? now : highest;
    present.reach(stamped, now);
  }

  /** Seconds since power-on; null before it. */
  public @Nullable Double at(StampedEvent stamped) {
    return present.at(stamped);
  }

  /** From the beginning to the last event. */
  double seconds() {
    return lastNanos / 1e9;
  }

  /** A time that orders all events; times before power-on are negative. */
  public double time(StampedEvent stamped) {
    Double at = at(stamped);
    return at == null ? stamped.seconds() - Integer.MAX_VALUE : at;
  }

  /** Whether we stop the machine ourselves: to freeze it, or to dump its memory. */
  public boolean stoppedByUs() {
    return freezing || asking;
  }

  /** What is known of the present boot. */
  public BootFacts present() {
    return present;
  }

  /** Seconds from the last line that shows that the boot continues: see {@link StuckKernel}. */
  public double standing() {
    return present.standing(lastNanos);
  }

  /** Seconds from the last console line to the last event; from power-on when there was none. */
  public double quiet() {
    return present.quiet(lastNanos);
  }

  /** Seconds from the last console line to the last event; infinite when there was no line. */
  public double silence() {
    return present.silence(lastNanos);
  }

  public String run() {
    return run;
  }

  public String name() {
    return name;
  }

  public String spec() {
    return spec;
  }

  public @Nullable Instant began() {
    return began;
  }

  public List<Usual> usual() {
    return usual;
  }

  public @Nullable Usage usage() {
    return usage;
  }

  public int boot() {
    return boot;
  }

  public Stage stage() {
    return present.stage();
  }

  public Stage highest() {
    return highest;
  }

  public boolean shuttingDown() {
    return shuttingDown;
  }

  public boolean decided() {
    return decided;
  }

  /** Whether the verdict that was reported names nobody at fault. */
  public boolean undecided() {
    return undecided;
  }

  /** The entry of {@code known.yaml} that the failure matches; null when there is none. */
  public @Nullable KnownFailure known() {
    return known;
  }

  /** The attempts that failed before this run, in order. */
  public List<RunAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /** The runs that repeated this one after it failed, in order. */
  public List<RunAttempt> repeats() {
    return List.copyOf(repeats);
  }

  public boolean cutOff() {
    return cutOff;
  }

  public boolean booted() {
    return booted;
  }

  public boolean asking() {
    return asking;
  }

  public @Nullable String interruptedBy() {
    return interruptedBy;
  }

  public @Nullable String bootedBy() {
    return bootedBy;
  }

  public Event.@Nullable ImageReady image() {
    return image;
  }

  /** How the image was built; null when no builder ran. */
  public Event.@Nullable ImageBuilt built() {
    return built;
  }

  public Event.@Nullable MachineStarted machine() {
    return machine;
  }

  public Event.@Nullable AcceleratorChosen accelerator() {
    return accelerator;
  }

  public List<Verdict.PhaseTime> phases() {
    return phases.all();
  }

  public List<Event.PhaseEnded> failedPhases() {
    return failedPhases;
  }

  /** How the checks stand. */
  public CheckFacts checks() {
    return checks;
  }
}
