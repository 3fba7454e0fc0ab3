package dev.bootwitness.diagnosis.detect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a running kernel that has printed nowhere: the processors wait in it, the serial
 * console is silent, and the content of the screen is older. Not thread-safe.
 */
final class SilentKernel {

  /** Seconds: a kernel that writes to the line does so at once, see {@link ScreenDetector}. */
  private static final double SILENT = 5;

  /**
   * The silence after which the wait ends: until then, a quiet boot may still reach a login on this
   * line.
   */
  private static final double STOPPED = 20;

  /** The first serial line, as kernels of several machines call it, or early messages there. */
  private static final LinePattern SERIAL = Signs.of("command-line-serial");

  /** A finding and how much it weighs. */
  record Seen(FindingBuilder finding, Severity severity) {}

  /** What idle processors mean. */
  Optional<Seen> processors(Event.ProcessorsSeen seen, RunFacts facts) {
    boolean hidden = facts.stage().compareTo(Stage.KERNEL) < 0 && seen.kernel();
    double quiet = facts.quiet();
    if (!hidden || !seen.motion().equals("idle") || quiet < SILENT) {
      return Optional.empty();
    }
    Optional<String> words = words(facts);
    boolean wrong = words.isPresent() && !SERIAL.isIn(words.get());
    if (words.isPresent() && !wrong) {
      return Optional.of(
          seen(
              "console/no-getty",
              "a kernel with its console on this line runs but prints nothing, its processors have nothing"
                  + " to do, and nothing asks for a login",
              seen.detail(),
              Severity.FAILURE));
    }
    boolean over = wrong && quiet >= STOPPED;
    String detail =
        "the processors wait in a kernel that has printed nothing on the serial console"
            + (wrong ? "; its command line names no console on it" : "")
            + (over ? ", and nothing came for 20 s" : "");
    String quote = words.map(line -> "-append " + line).orElse(seen.detail());
    return Optional.of(
        seen("kernel/no-serial-console", detail, quote, over ? Severity.FATAL : Severity.FAILURE));
  }

  private static Seen seen(String cause, String detail, String quote, Severity severity) {
    return new Seen(FindingBuilder.about(cause, detail, "qmp", ConsoleText.quote(quote)), severity);
  }

  /** Words that keep a kernel from printing on its line. */
  private static final LinePattern HUSHED = Signs.of("command-line-hushed");

  /** Whether the kernel is known to write to the serial line, and to have been made quiet. */
  static boolean isHushed(RunFacts facts) {
    return words(facts).filter(line -> SERIAL.isIn(line) && HUSHED.isIn(line)).isPresent();
  }

  /** The kernel's command line, if it was given to QEMU; otherwise it is in the image. */
  private static Optional<String> words(RunFacts facts) {
    List<String> argv = facts.machine() == null ? List.of() : facts.machine().argv();
    int append = argv.indexOf("-append");
    return append >= 0 && append + 1 < argv.size()
        ? Optional.of(argv.get(append + 1))
        : argv.contains("-kernel") ? Optional.of("") : Optional.empty();
  }
}
