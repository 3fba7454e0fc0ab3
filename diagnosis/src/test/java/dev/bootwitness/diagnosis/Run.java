package dev.bootwitness.diagnosis;

import dev.bootwitness.record.AcceleratorProbe;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An artificial run: events with their times, fed to a diagnosis as by the engine; the resulting
 * findings are recorded in turn.
 */
public final class Run {
  /** Power-on comes this many seconds after the start of the run. */
  static final double POWER_ON = 2;

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  final List<StampedEvent> events = new ArrayList<>();
  public final Diagnosis diagnosis = new Diagnosis();
  private double now;
  private long line;

  /** A run whose machine is on. */
  public static Run poweredOn() {
    var run = new Run();
    run.add(0, new Event.RunStarted("2026-11-23T08-00-00Z-x", "x", "x.yaml", "0.1.0", "host"));
    run.add(
        0.5,
        new Event.AcceleratorChosen(
            "tcg",
            "kvm is slower",
            false,
            0.4,
            List.of(new AcceleratorProbe("tcg", 0.1, "finished")),
            4));
    run.add(1, new Event.ImageReady("x.iso", "iso9660", "7f3a90c1d2e3f4a5b6c7", 5, true));
    run.add(1.5, new Event.MachineStarted(7, "7.2", "tcg", List.of("qemu-system-x86_64", "-S")));
    run.add(POWER_ON, new Event.PoweredOn());
    return run;
  }

  /** Adds an event at a time in seconds since the run began. */
  public Run add(double seconds, Event event) {
    now = seconds;
    record(event);
    return this;
  }

  /** Adds an event some seconds after power-on. */
  public Run at(double seconds, Event event) {
    return add(POWER_ON + seconds, event);
  }

  public Run stage(double at, Stage stage) {
    return at(at, new Event.StageReached(stage, 0, "seen: " + stage.id()));
  }

  public Run line(double at, String text) {
    line++;
    return at(at, new Event.ConsoleLine(line, line * 100, text));
  }

  /** A line without an end, as the engine shows it to the diagnosis. */
  Run prompt(double at, String text) {
    now = POWER_ON + at;
    var unended = new Event.ConsoleLine(line + 1, (line + 1) * 100, text);
    diagnosis.unfinished(stamp(unended)).forEach(finding -> record(new Event.FindingMade(finding)));
    return this;
  }

  Run check(double at, String name, String outcome, String message) {
    return at(at, new Event.CheckStarted(name))
        .at(at + 1, new Event.CheckEnded(new CheckResult(name, outcome, 1, message)));
  }

  Run found(double at, Finding finding) {
    return at(at, new Event.FindingMade(finding));
  }

  /** A boot to the root shell. */
  public Run ready() {
    return line(3, "[    0.000000] Linux version 6.1.0 (a@b)")
        .stage(3, Stage.KERNEL)
        .stage(8, Stage.INITRD)
        .stage(20, Stage.USERSPACE)
        .line(50, "debian login: nixos (automatic login)")
        .stage(50, Stage.LOGIN)
        .at(60, new Event.StageReached(Stage.READY, 0, "root by sudo -i, uid 0 verified"))
        .at(60, new Event.PhaseEnded("boot", true, 60, ""));
  }

  Run ended() {
    return add(now + 1, new Event.PhaseStarted("shutdown")).add(now + 1, new Event.RunEnded(0));
  }

  public Verdict verdict() {
    return diagnosis.verdict();
  }

  private void record(Event event) {
    StampedEvent stamped = stamp(event);
    events.add(stamped);
    for (Finding made : diagnosis.accept(stamped)) {
      record(new Event.FindingMade(made));
    }
  }

  private StampedEvent stamp(Event event) {
    long nanos = Math.round(now * 1e9);
    return new StampedEvent(events.size() + 1L, nanos, START.plusNanos(nanos), event);
  }
}
