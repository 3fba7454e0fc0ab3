package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.rules.HostWords;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.QemuReport;
import dev.bootwitness.record.Stage;
import java.util.Optional;

/**
 * Recognises causes in what QEMU reports: QMP events (qapi/run-state.json) and its own end.
 *
 * <p>Not thread-safe.
 */
final class MachineDetector {

  /** The cause named when somebody else has stopped the machine; void when it continues. */
  static final String PAUSED = "host/qemu-stalled";

  /** Firmware may reset the machine by itself when it starts, but not this often. */
  private static final int RESETS_OF_A_LOOP = 3;

  private final FindingLog known;
  private final HostWords words;
  private int resets;
  private boolean shutDownByGuest;

  /** QEMU has reported the end of the machine or of its guest. */
  private boolean ended;

  MachineDetector(FindingLog known, HostWords words) {
    this.known = known;
    this.words = words;
  }

  /**
   * What a QMP event means, when the machine was not asked to end.
   *
   * @param stoppedByUs whether we have stopped it temporarily ourselves
   */
  Optional<FindingBuilder> signal(Event.MachineSignal signal, Stage stage, boolean stoppedByUs) {
    QemuReport report = signal.report();
    return switch (signal.name()) {
      case "RESET" -> report.byGuest() ? reset(signal, stage) : Optional.empty();
      case "SHUTDOWN" -> shutdown(signal, report);
      case "GUEST_PANICKED" -> panicked(signal);
      case "WATCHDOG" -> unlessKnown("kernel/lockup", "the guest let its watchdog run out", signal);
      case "BLOCK_IO_ERROR" ->
          report.noSpace()
              ? unlessKnown("host/disk-full", "QEMU has no room to write the guest's disk", signal)
              : ofTheDisk(
                  "QEMU could not %s the guest's disk %s on the host"
                      .formatted(word(report.operation(), "use"), word(report.device(), "")),
                  signal);
      case "BLOCK_IMAGE_CORRUPTED" ->
          ofTheDisk(
              "the image of the guest's disk %s is damaged: %s"
                  .formatted(
                      word(report.device(), ""), word(report.reason(), "QEMU does not say how")),
              signal);
      case "STOP" -> stoppedByUs ? Optional.empty() : paused(signal);
      default -> Optional.empty();
    };
  }

  /** QEMU stops the machine by itself for what it reports just before: a disk, a panic, its end. */
  private Optional<FindingBuilder> paused(Event.MachineSignal signal) {
    boolean explained =
        ended
            || known.has("kernel/io-error")
            || known.hasFatalStartingWith("host/")
            || known.hasFatalStartingWith("kernel/")
            || known.hasFatalStartingWith("guest/");
    return explained
        ? Optional.empty()
        : unlessKnown(
                PAUSED,
                "something on the host paused the machine: QEMU stopped it without a fault",
                signal)
            .map(found ->
                found.advice(
                    "Find what on the host speaks to this QEMU (a debugger, another tool at its"
                        + " monitor) and leave the machine alone while a run goes on; then run again."));
  }

  private static String word(String given, String otherwise) {
    return given.isEmpty() ? otherwise : ConsoleText.quote(given);
  }

  private Optional<FindingBuilder> reset(Event.MachineSignal signal, Stage stage) {
    resets++;
    if (stage.compareTo(Stage.KERNEL) < 0 && resets < RESETS_OF_A_LOOP) {
      return Optional.empty();
    }
    String cause = restartCause(stage);
    if (!loops() && known.has("guest/unexpected-reboot")) {
      return Optional.empty();
    }
    return loops() && resets == RESETS_OF_A_LOOP && cause.equals("firmware/boot-loop")
        ? Optional.of(
            found(cause, "the guest reset the machine " + resets + " times, and continues", signal))
        : unlessKnown(cause, "the guest reset the machine", signal);
  }

  /**
   * Attributes a reset to what the guest's kernel says about it on the console. The line may arrive
   * a moment after the signal, which by itself looks like a loop before user space.
   */
  void saidBy(Finding line, int boot) {
    if (!loops() && line.cause().equals("guest/unexpected-reboot")) {
      known.withdraw("firmware/boot-loop", "qmp", boot);
    }
  }

  /** Whether the machine has restarted so often that it will not stop. */
  boolean loops() {
    return resets >= RESETS_OF_A_LOOP;
  }

  private Optional<FindingBuilder> shutdown(Event.MachineSignal signal, QemuReport report) {
    ended = true;
    shutDownByGuest |= report.byGuest();
    return switch (report.reason()) {
      case "guest-shutdown" ->
          unlessKnown("guest/unexpected-poweroff", "the guest switched the machine off", signal);
      case "guest-reset" ->
          unlessKnown("guest/unexpected-reboot", "the guest reset the machine", signal);
      case "guest-panic" -> panicked(signal);
      default -> Optional.empty();
    };
  }

  private Optional<FindingBuilder> panicked(Event.MachineSignal signal) {
    ended = true;
    return known.hasStartingWith("kernel/panic")
        ? Optional.empty()
        : unlessKnown("kernel/panic", "the guest's kernel reported its panic to QEMU", signal);
  }

  /**
   * Also reported when the guest's kernel was faster: it describes the same fault, but cannot know
   * which host file is affected.
   */
  private static Optional<FindingBuilder> ofTheDisk(String detail, Event.MachineSignal signal) {
    return Optional.of(found("kernel/io-error", detail, signal));
  }

  private Optional<FindingBuilder> unlessKnown(
      String cause, String detail, Event.MachineSignal signal) {
    return known.has(cause) ? Optional.empty() : Optional.of(found(cause, detail, signal));
  }

  private static FindingBuilder found(String cause, String detail, Event.MachineSignal signal) {
    return FindingBuilder.about(
        cause, detail, "qmp", ConsoleText.quote(signal.name() + " " + signal.detail()));
  }

  /**
   * Why QEMU ended without being asked to; empty when the guest had shut down or the reason is
   * already known.
   */
  Optional<FindingBuilder> exited(Event.MachineExited exit) {
    if (shutDownByGuest
        || known.has("guest/unexpected-poweroff")
        || known.hasFatalStartingWith("host/")) {
      return Optional.empty();
    }
    return Optional.of(words.end(exit.status(), exit.stderr()));
  }

  /**
   * A machine that restarts before user space is in a loop; later, a process in the guest requested
   * it.
   */
  static String restartCause(Stage stage) {
    return stage.compareTo(Stage.USERSPACE) < 0 ? "firmware/boot-loop" : "guest/unexpected-reboot";
  }
}
