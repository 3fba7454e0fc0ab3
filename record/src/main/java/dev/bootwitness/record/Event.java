package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run, without its time.
 *
 * <p>The writer adds sequence number and time ({@link StampedEvent}). The JSON name of a type is
 * fixed once released: an old record must always render. Durations are in seconds.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.RunStarted.class, name = "run-started"),
  @JsonSubTypes.Type(value = Event.PhaseStarted.class, name = "phase-started"),
  @JsonSubTypes.Type(value = Event.PhaseEnded.class, name = "phase-ended"),
  @JsonSubTypes.Type(value = Event.ToolOutput.class, name = "tool-output"),
  @JsonSubTypes.Type(value = Event.AcceleratorChosen.class, name = "accelerator-chosen"),
  @JsonSubTypes.Type(value = Event.ImageReady.class, name = "image-ready"),
  @JsonSubTypes.Type(value = Event.MachineStarted.class, name = "machine-started"),
  @JsonSubTypes.Type(value = Event.PoweredOn.class, name = "powered-on"),
  @JsonSubTypes.Type(value = Event.MachineSignal.class, name = "machine-signal"),
  @JsonSubTypes.Type(value = Event.MachineExited.class, name = "machine-exited"),
  @JsonSubTypes.Type(value = Event.ConsoleLine.class, name = "console-line"),
  @JsonSubTypes.Type(value = Event.ConsoleLinesElided.class, name = "console-lines-elided"),
  @JsonSubTypes.Type(value = Event.ConsoleSent.class, name = "console-sent"),
  @JsonSubTypes.Type(value = Event.StageReached.class, name = "stage-reached"),
  @JsonSubTypes.Type(value = Event.Awaiting.class, name = "awaiting"),
  @JsonSubTypes.Type(value = Event.LoginStep.class, name = "login-step"),
  @JsonSubTypes.Type(value = Event.CommandRan.class, name = "command-ran"),
  @JsonSubTypes.Type(value = Event.CheckStarted.class, name = "check-started"),
  @JsonSubTypes.Type(value = Event.CheckEnded.class, name = "check-ended"),
  @JsonSubTypes.Type(value = Event.FindingMade.class, name = "finding-made"),
  @JsonSubTypes.Type(value = Event.Interrupted.class, name = "interrupted"),
  @JsonSubTypes.Type(value = Event.VerdictReached.class, name = "verdict-reached"),
  @JsonSubTypes.Type(value = Event.RunEnded.class, name = "run-ended")
})
public sealed interface Event {

  /**
   * The run began; always the first event.
   *
   * @param run the run's id, {@code <UTC>-<name>}
   * @param name the spec's name
   * @param spec the spec's path as the user gave it
   * @param bootwitness version of this program
   * @param host one line about the host: OS, kernel, cores, memory
   */
  record RunStarted(String run, String name, String spec, String bootwitness, String host)
      implements Event {}

  /**
   * A timed step began.
   *
   * @param phase one of host, build, inspect, boot, login, check, evidence, shutdown
   */
  record PhaseStarted(String phase) implements Event {}

  /**
   * A timed step ended.
   *
   * @param ok whether it did what it was for
   * @param summary one line for a person, empty when there is nothing to say
   */
  record PhaseEnded(String phase, boolean ok, double seconds, String summary) implements Event {}

  /**
   * A child process on the host wrote a line.
   *
   * @param tool what it is: {@code build}, {@code qemu}
   */
  record ToolOutput(String tool, String line) implements Event {}

  /**
   * The accelerator was chosen.
   *
   * @param reason why, in words a person can act on
   * @param seconds what the choice cost this run; 0 when it came from the cache
   * @param probes one measurement a candidate
   */
  record AcceleratorChosen(
      String accelerator, String reason, boolean cached, double seconds, List<Probe> probes)
      implements Event {
    public AcceleratorChosen {
      probes = List.copyOf(probes);
    }
  }

  /**
   * The probe guest on one accelerator.
   *
   * @param seconds how long the probe guest took; null when it did not finish
   * @param outcome {@code finished}, or why it did not
   */
  record Probe(String accelerator, @Nullable Double seconds, String outcome) {}

  /**
   * The image is there and of a known kind.
   *
   * @param sha256 lower-case hex of the bootable file (for a kernel image: of kernel and initrd)
   * @param cached false when this run built it
   */
  record ImageReady(String path, String kind, String sha256, long bytes, boolean cached)
      implements Event {}

  /** QEMU runs, its guest still paused. */
  record MachineStarted(long pid, String qemu, String accelerator, List<String> argv)
      implements Event {
    public MachineStarted {
      argv = List.copyOf(argv);
    }
  }

  /** The guest's processors run from here: zero of every "since power-on". */
  record PoweredOn() implements Event {}

  /**
   * QEMU reported something by QMP.
   *
   * @param name the QMP event's name, e.g. {@code RESET}
   * @param detail its data as JSON, or empty
   */
  record MachineSignal(String name, String detail) implements Event {}

  /**
   * QEMU is gone.
   *
   * @param status its exit status, 128+n for signal n
   * @param requested whether Bootwitness asked it to
   * @param stderr the end of what it wrote to stderr
   */
  record MachineExited(int status, boolean requested, String stderr) implements Event {}

  /**
   * The guest completed a line on its serial console.
   *
   * @param line its number in {@code serial.txt}, from 1
   * @param offset the offset of its first byte in {@code serial.raw}
   * @param text as a terminal would show it; at most 4096 characters
   */
  record ConsoleLine(long line, long offset, String text) implements Event {}

  /** More lines came than are worth an event each; they are all in serial.raw and serial.txt. */
  record ConsoleLinesElided(long fromLine, long toLine) implements Event {}

  /**
   * Something was typed into the console.
   *
   * @param text control characters escaped, secrets masked
   */
  record ConsoleSent(String text) implements Event {}

  /**
   * The boot got as far as this.
   *
   * @param line the console line that shows it, or 0 when it shows on an unfinished line
   */
  record StageReached(Stage stage, long line, String evidence) implements Event {}

  /**
   * A wait began, or what it waits for became clearer.
   *
   * @param seconds how long it may last
   */
  record Awaiting(String what, double seconds) implements Event {}

  /** The login moved on; {@code step} is its state, {@code detail} the evidence. */
  record LoginStep(String step, String detail) implements Event {}

  /**
   * A command ran in the guest.
   *
   * @param uid who ran it, -1 when unknown
   * @param exit its exit status, -1 when it did not end
   * @param stdout at most 64 Ki characters
   * @param stderr at most 64 Ki characters
   */
  record CommandRan(String command, int uid, int exit, double seconds, String stdout, String stderr)
      implements Event {}

  /** A check began. */
  record CheckStarted(String name) implements Event {}

  /** A check ended. */
  record CheckEnded(CheckResult result) implements Event {}

  /** A cause was recognised. */
  record FindingMade(Finding finding) implements Event {}

  /**
   * Somebody stopped the run.
   *
   * @param by the signal's name, or what else it was
   */
  record Interrupted(String by) implements Event {}

  /** The run was judged. */
  record VerdictReached(Verdict verdict) implements Event {}

  /** The run is over; always the last event of a run that was not killed. */
  record RunEnded(int exitCode) implements Event {}
}
