package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.Comparator;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Recognises causes in what QEMU reports: QMP events (qapi/run-state.json) and its own end.
 *
 * <p>Not thread-safe.
 */
final class MachineDetector {
  private static final Pattern REASON = Pattern.compile("\"reason\"\\s*:\\s*\"([a-z-]+)\"");
  private static final Pattern OPERATION = Pattern.compile("\"operation\"\\s*:\\s*\"([a-z-]+)\"");
  private static final Pattern NODE = Pattern.compile("\"node-name\"\\s*:\\s*\"([^\"#]{1,40})\"");
  private static final Pattern DEVICE = Pattern.compile("\"device\"\\s*:\\s*\"([^\"]{1,40})\"");
  private static final Pattern MESSAGE = Pattern.compile("\"msg\"\\s*:\\s*\"([^\"]{1,200})");
  private static final Pattern NO_SPACE = Pattern.compile("\"nospace\"\\s*:\\s*true");

  /** What is named when somebody else has stopped the machine; void when it goes on. */
  static final String PAUSED = "host/qemu-stalled";

  /** Firmware may reset the machine by itself when it starts; this often it does not. */
  private static final int RESETS_OF_A_LOOP = 3;

  private final RuleEngine rules;
  private final FindingLog known;
  private int resets;
  private boolean shutDownByGuest;

  /** QEMU has said that the machine is at its end, or that its guest is. */
  private boolean ended;

  MachineDetector(RuleEngine rules, FindingLog known) {
    this.rules = rules;
    this.known = known;
  }

  /**
   * What a QMP event says, when nobody asked the machine to end.
   *
   * @param stoppedByUs whether we have stopped it for a while ourselves
   */
  Optional<FindingBuilder> signal(Event.MachineSignal signal, Stage stage, boolean stoppedByUs) {
    Matcher found = REASON.matcher(signal.detail());
    String reason = found.find() ? found.group(1) : "";
    return switch (signal.name()) {
      case "RESET" -> reason.startsWith("guest") ? reset(signal, stage) : Optional.empty();
      case "SHUTDOWN" -> shutdown(signal, reason);
      case "GUEST_PANICKED" -> panicked(signal);
      case "WATCHDOG" -> unlessKnown("kernel/lockup", "the guest let its watchdog run out", signal);
      case "BLOCK_IO_ERROR" ->
          NO_SPACE.matcher(signal.detail()).find()
              ? unlessKnown("host/disk-full", "QEMU has no room to write the guest's disk", signal)
              : ofTheDisk(
                  "QEMU could not %s the guest's disk %s on the host"
                      .formatted(
                          word(OPERATION, signal, "use"),
                          word(NODE, signal, word(DEVICE, signal, ""))),
                  signal);
      case "BLOCK_IMAGE_CORRUPTED" ->
          ofTheDisk(
              "the image of the guest's disk %s is damaged: %s"
                  .formatted(
                      word(NODE, signal, ""), word(MESSAGE, signal, "QEMU does not say how")),
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
                PAUSED, "somebody has paused the machine: QEMU stopped it without a fault", signal)
            .map(found ->
                found.advice(
                    "Find what on the host speaks to this QEMU (a debugger, another tool at its"
                        + " monitor) and leave the machine alone while a run goes on; then run again."));
  }

  private static String word(Pattern key, Event.MachineSignal signal, String otherwise) {
    Matcher found = key.matcher(signal.detail());
    return found.find() ? ConsoleText.quote(found.group(1)) : otherwise;
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
            found(cause, "the guest reset the machine " + resets + " times, and goes on", signal))
        : unlessKnown(cause, "the guest reset the machine", signal);
  }

  /**
   * Takes a reset for what the guest's kernel says of it on the console. The line may come a moment
   * behind the signal, which by itself looks like a loop before user space.
   */
  void saidBy(Finding line, int boot) {
    if (!loops() && line.cause().equals("guest/unexpected-reboot")) {
      known.withdraw("firmware/boot-loop", "qmp", boot);
    }
  }

  /** Whether the machine has started over so often that it will not stop. */
  boolean loops() {
    return resets >= RESETS_OF_A_LOOP;
  }

  private Optional<FindingBuilder> shutdown(Event.MachineSignal signal, String reason) {
    ended = true;
    shutDownByGuest |= reason.startsWith("guest");
    return switch (reason) {
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
   * Told also when the guest's kernel was quicker: it speaks of the same fault, but cannot know
   * which file of the host it is.
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

  /** What it means that QEMU ended unasked; empty when the guest had shut down or it is known. */
  Optional<FindingBuilder> exited(Event.MachineExited exit) {
    if (shutDownByGuest
        || known.has("guest/unexpected-poweroff")
        || known.hasFatalStartingWith("host/")) {
      return Optional.empty();
    }
    String stderr = exit.stderr().strip();
    String quote = ConsoleText.quote(stderr.substring(stderr.lastIndexOf('\n') + 1));
    FindingBuilder said =
        stderr
            .lines()
            .flatMap(line -> rules.host(line).stream())
            .min(Comparator.comparingInt(match -> rules.rules().indexOf(match.rule())))
            .map(match -> FindingBuilder.about(match.rule().cause(), match.detail(), "host", quote))
            .orElseGet(() -> died(exit.status(), quote));
    return Optional.of(said);
  }

  private static FindingBuilder died(int status, String quote) {
    if (status == 128 + 9) {
      return FindingBuilder.about(
              "host/qemu-died", "QEMU was killed by signal 9 from outside", "host", quote)
          .advice("Look for the OOM killer on the host with `dmesg -T | grep -i oom`.");
    }
    String how =
        status > 128
            ? "QEMU was ended by signal " + (status - 128)
            : "QEMU ended with status " + status;
    return FindingBuilder.about("host/qemu-died", how, "host", quote);
  }

  /** A machine that starts over before user space loops; later, somebody in the guest asked. */
  static String restartCause(Stage stage) {
    return stage.compareTo(Stage.USERSPACE) < 0 ? "firmware/boot-loop" : "guest/unexpected-reboot";
  }
}
