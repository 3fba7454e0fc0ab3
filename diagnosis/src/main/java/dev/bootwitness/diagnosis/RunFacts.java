package dev.bootwitness.diagnosis;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the events of a run have told so far, apart from findings. Not thread-safe. */
final class RunFacts {
  String run = "";
  String name = "";
  String spec = "";

  /** When the run began; null when the record does not say. */
  @Nullable Instant began;

  /** What runs of this spec usually take, one a way to run. */
  List<Usual> usual = List.of();

  @Nullable Usage usage;

  /** Boots of the machine, from 1; the stage reached in the last one, and in all of them. */
  int boot = 1;

  Stage stage = Stage.POWER_ON;
  Stage highest = Stage.POWER_ON;

  /** The event by which each stage was first reached. */
  final Map<Stage, StampedEvent> reached = new EnumMap<>(Stage.class);

  boolean shuttingDown;
  boolean ended;

  /** The verdict was told; what still comes is evidence for it, and the machine's end. */
  boolean decided;

  boolean cutOff;
  boolean booted;

  /** Evidence is being collected: what the console says meanwhile was asked for. */
  boolean asking;

  /** The machine is being frozen, which stops it for a while. */
  private boolean freezing;

  /** Commands go over the side channel, not over the console. */
  boolean sideOpen;

  @Nullable String interruptedBy;

  /** The run that booted the machine; null when this one did. */
  @Nullable String bootedBy;

  @Nullable StampedEvent lastLine;

  private final StuckKernel stuck = new StuckKernel();
  private @Nullable Long progressNanos;
  Event.@Nullable ScreenSeen screen;
  Event.@Nullable ProcessorsSeen processors;
  Event.@Nullable Awaiting awaiting;
  Event.@Nullable LoginStep login;
  Event.@Nullable ImageReady image;
  Event.@Nullable MachineStarted machine;
  Event.@Nullable AcceleratorChosen accelerator;
  final List<Verdict.PhaseTime> phases = new ArrayList<>();
  final List<Event.PhaseEnded> failedPhases = new ArrayList<>();
  final List<CheckResult> checks = new ArrayList<>();
  final List<Double> checkTimes = new ArrayList<>();
  final Set<String> openChecks = new LinkedHashSet<>();
  private List<String> plannedChecks = List.of();

  private @Nullable Long powerOnNanos;
  private long lastNanos;

  /** The events of a saved record end here. */
  void over() {
    cutOff = !ended && !shuttingDown;
  }

  /** Takes note of an event; the stage is moved by {@link #reach}. */
  void note(StampedEvent stamped) {
    lastNanos = stamped.nanos();
    switch (stamped.event()) {
      case Event.RunStarted started -> {
        run = started.run();
        name = started.name();
        began = stamped.utc();
        spec = started.spec();
      }
      case Event.ChecksPlanned planned -> plannedChecks = planned.names();
      case Event.UsualTimes times -> usual = times.times();
      case Event.UsageMeasured measured -> usage = measured.usage();
      case Event.PhaseStarted phase -> {
        shuttingDown |= phase.phase().equals("shutdown");
        asking |= phase.phase().equals("evidence");
        freezing |= phase.phase().equals("freeze");
      }
      case Event.PhaseEnded phase -> {
        asking &= !phase.phase().equals("evidence");
        freezing &= !phase.phase().equals("freeze");
        booted |= phase.phase().equals("boot") && phase.ok();
        if (!phase.ok()) {
          failedPhases.add(phase);
        }
        phases.add(new Verdict.PhaseTime(phase.phase(), phase.seconds(), null));
      }
      case Event.AcceleratorChosen chosen -> accelerator = chosen;
      case Event.ImageReady ready -> image = ready;
      case Event.MachineStarted started -> {
        // A second one takes over from a clone that did not come to life: no reboot of the guest.
        stage = machine == null ? stage : Stage.POWER_ON;
        machine = started;
      }
      case Event.Restored restored -> bootedBy = restored.run();
      case Event.PoweredOn() -> powerOnNanos = stamped.nanos();
      case Event.ConsoleLine line -> {
        if (!asking) {
          lastLine = stamped;
          if (!stuck.complains(stamped.seconds(), line.text())) {
            progressNanos = stamped.nanos();
          }
        }
      }
      case Event.ScreenSeen seen -> screen = seen;
      case Event.ProcessorsSeen seen -> processors = seen;
      case Event.Awaiting what -> awaiting = what;
      case Event.LoginStep step -> login = step;
      case Event.SideChannelTried side -> sideOpen = side.open();
      case Event.CheckStarted check -> openChecks.add(check.name());
      case Event.CheckEnded check -> {
        openChecks.remove(check.result().name());
        checks.add(check.result());
        checkTimes.add(time(stamped));
      }
      case Event.Interrupted interrupted ->
          interruptedBy = decided ? interruptedBy : interrupted.by();
      case Event.VerdictReached verdict -> {
        ended = true;
        decided = true;
      }
      case Event.RunEnded end -> ended = true;
      default -> {}
    }
  }

  /** A stage was reached, in this boot or, if {@code newBoot}, in the next one. */
  void reach(StampedEvent stamped, Stage now, boolean newBoot) {
    boot += newBoot ? 1 : 0;
    stage = now;
    highest = highest.compareTo(now) < 0 ? now : highest;
    reached.putIfAbsent(now, stamped);
  }

  /** Seconds since power-on; null before it. */
  @Nullable Double at(StampedEvent stamped) {
    return powerOnNanos == null ? null : (stamped.nanos() - powerOnNanos) / 1e9;
  }

  /** From the beginning to the last event. */
  double seconds() {
    return lastNanos / 1e9;
  }

  /** The checks that have no end, in the order of the spec. */
  List<CheckResult> unendedChecks() {
    var ended = new ArrayList<String>();
    checks.forEach(check -> ended.add(check.name()));
    var unended = new ArrayList<CheckResult>();
    for (String check : plannedChecks) {
      // Two checks may have one name.
      if (!ended.remove(check)) {
        String why =
            openChecks.contains(check)
                ? "it had begun when the run stopped"
                : "the run did not come to it";
        unended.add(new CheckResult(check, CheckResult.NOT_RUN, 0, why));
      }
    }
    return unended;
  }

  /** A time that orders all events: what was before power-on is negative. */
  double time(StampedEvent stamped) {
    Double at = at(stamped);
    return at == null ? stamped.seconds() - Integer.MAX_VALUE : at;
  }

  /** Whether we stop the machine ourselves: to freeze it, or to dump its memory. */
  boolean stoppedByUs() {
    return freezing || asking;
  }

  /** The same from the last line that shows that a boot goes on: see {@link StuckKernel}. */
  double standing() {
    Long since = progressNanos;
    return since == null ? Double.POSITIVE_INFINITY : (lastNanos - since) / 1e9;
  }

  /** The same; from power-on on when there was no line. */
  double quiet() {
    Long since = powerOnNanos;
    return lastLine == null && since != null ? (lastNanos - since) / 1e9 : silence();
  }

  /** Seconds from the last console line to the last event; infinite when there was no line. */
  double silence() {
    return lastLine == null ? Double.POSITIVE_INFINITY : (lastNanos - lastLine.nanos()) / 1e9;
  }
}
