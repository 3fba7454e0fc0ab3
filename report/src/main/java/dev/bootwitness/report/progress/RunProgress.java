package dev.bootwitness.report.progress;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Usual;
import dev.bootwitness.report.history.LedgerEntry;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a run has progressed, gathered from its events.
 *
 * <p>Texts are as the guest printed them: not safe for a terminal. Not thread-safe.
 */
final class RunProgress {
  private long heardNanos;
  private long nowNanos;
  private double poweredOn;
  private double stepStart;
  private String phase = "";
  private String check = "";
  private String loginStep = "";
  private String awaited = "";
  private String why = "";
  private String buildStep = "";
  private double patience;
  private String lastLine = "";
  private final List<Stage> stages = new ArrayList<>();
  private List<Usual> usual = List.of();
  private String accelerator = "";

  /** How the machine starts; empty while that is unknown. */
  private String start = "";

  void hear(StampedEvent stamped) {
    heardNanos = stamped.nanos();
    nowNanos = heardNanos;
    switch (stamped.event()) {
      case Event.PhaseStarted started -> phaseStarted(started.phase());
      case Event.PhaseEnded _ -> step("", "");
      case Event.CheckStarted(String name) -> step(phase.isEmpty() ? "check" : phase, name);
      case Event.CheckEnded _ -> step(phase, "");
      case Event.PoweredOn _ -> {
        poweredOn = stamped.seconds();
        stages.clear();
      }
      case Event.StageReached reached -> stages.add(reached.stage());
      case Event.LoginStep login -> loginStep = login.step();
      case Event.UsualTimes times -> usual = times.times();
      case Event.AcceleratorChosen chosen -> accelerator = chosen.accelerator();
      case Event.Awaiting awaiting -> {
        awaited = awaiting.what();
        why = awaiting.why();
        patience = awaiting.seconds();
      }
      case Event.ConsoleLine line -> {
        why = phase.startsWith("boot") ? "" : why; // it was about the silence
        remember(line.text());
      }
      case Event.BuildStep step -> buildStep(step);
      case Event.ToolOutput output -> remember(output.line());
      default -> {
        // The other events do not affect what is shown here.
      }
    }
  }

  /** Lets time pass without an event. */
  void passTo(long nanos) {
    nowNanos = Math.max(nanos, nowNanos);
  }

  /** When the last event happened, in nanoseconds of the run. */
  long heardNanos() {
    return heardNanos;
  }

  /** Now, in seconds of the run. */
  double now() {
    return nowNanos / 1e9;
  }

  /** Whether a phase goes on. */
  boolean busy() {
    return !phase.isEmpty();
  }

  String phase() {
    return phase;
  }

  /** The check that runs, or empty. */
  String check() {
    return check;
  }

  /** Seconds since the phase or its check began. */
  double elapsed() {
    return now() - stepStart;
  }

  /** How long a phase usually takes in a run like this one, as far as is known yet. */
  Optional<Usual.Time> usual(String name) {
    return usual.stream()
        .filter(times -> accelerator.isEmpty() || times.accelerator().equals(accelerator))
        .filter(times -> start.isEmpty() || times.start().equals(start))
        .flatMap(times -> times.phase(name).stream())
        .findFirst();
  }

  /** How long the present wait may last, in seconds; 0 when there is no wait. */
  double patience() {
    return patience;
  }

  /** What the phase is doing, in the most informative words. */
  String doing(Style style) {
    if (!check.isEmpty()) {
      return check;
    }
    // A later boot has its number in the name.
    return switch (phase.replaceAll(" \\d+$", "")) {
      case "boot" -> stages.isEmpty() ? awaited : chain(style);
      case "login" -> loginStep.isEmpty() ? awaited : loginStep;
      default -> awaited;
    };
  }

  /**
   * What the present wait depends on; the last line of the console or a tool when that is unknown.
   */
  String detail() {
    String words = why.isEmpty() ? lastLine : why;
    return buildStep.isEmpty() ? words : buildStep + " · " + words;
  }

  /** The stages reached, in order. */
  String chain(Style style) {
    return String.join(style.then(), stages.stream().map(Stage::id).toList());
  }

  /** Seconds since power-on at a time of the run. */
  double sincePowerOn(double seconds) {
    return seconds - poweredOn;
  }

  /** A step of the build, how far it is and how long it usually takes. */
  private void buildStep(Event.BuildStep step) {
    String percent = step.percent() < 0 ? "" : " " + step.percent() + " %";
    String usually =
        usual(LedgerEntry.step(step.step()))
            .map(time -> ", usually " + Seconds.whole(time.seconds()))
            .orElse("");
    String of = step.detail().isEmpty() ? "" : " (" + step.detail() + ")";
    awaited = step.step() + percent + usually + of;
    buildStep = step.step() + percent + usually;
  }

  private void phaseStarted(String name) {
    if (name.equals("boot")) {
      start = Timing.BOOT;
    } else if (name.equals("restore")) {
      start = Timing.CHECKPOINT;
    }
    step(name, "");
  }

  private void step(String nextPhase, String nextCheck) {
    if (!nextPhase.equals(phase)) {
      lastLine = "";
    }
    phase = nextPhase;
    check = nextCheck;
    stepStart = now();
    awaited = "";
    why = "";
    buildStep = "";
    patience = 0;
    loginStep = "";
  }

  /** The shell agent's marks (console's agent.sh) mean nothing to a person. */
  private void remember(String line) {
    if (!line.isBlank() && !line.startsWith("~bw")) {
      lastLine = line;
    }
  }
}
