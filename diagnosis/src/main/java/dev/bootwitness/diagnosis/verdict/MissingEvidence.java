package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names the evidence that would decide an undecided run. */
public final class MissingEvidence {
  /**
   * Silence in seconds up to which a boot counts as still moving: kernels without hardware
   * acceleration pause for several seconds while they decompress and probe.
   */
  private static final double MOVING = 10;

  private MissingEvidence() {}

  /** One item per piece of evidence, never empty. */
  static List<String> of(RunFacts facts, Causes causes, Finding primary) {
    return switch (primary.cause()) {
      case "run/timed-out", "console/stalled" -> beforeTheDeadline(facts);
      case "run/capture-incomplete" -> restOfTheRun(facts);
      default -> List.of(undecided(causes, primary));
    };
  }

  /** What the catalogue says would decide who is at fault. */
  public static String undecided(Causes causes, Finding primary) {
    return causes
        .find(primary.cause())
        .map(Cause::undecided)
        .filter(text -> !text.isEmpty())
        .orElse("evidence of who is at fault for " + primary.cause());
  }

  private static List<String> beforeTheDeadline(RunFacts facts) {
    String awaited =
        facts.present().awaiting() == null ? "what was awaited" : facts.present().awaiting().what();
    if (!(facts.present().lastLine() != null
        && facts.present().lastLine().event() instanceof Event.ConsoleLine last)) {
      if (facts.present().screen() != null) {
        return List.of(
            "nothing ever came on the serial console, and the screen%s does not show why"
                .formatted(shown(facts.present().screen())));
      }
      return List.of(
          "a picture of the screen: nothing ever came on the serial console, so a kernel without"
              + " console=ttyS0 cannot be distinguished from a machine that does not boot");
    }
    String where = "line %d (\"%s\")".formatted(last.line(), ConsoleText.quote(last.text()));
    if (facts.silence() <= MOVING) {
      return List.of(
          "the console after %s: output was still moving %s before the end, so %s may only need a longer deadline"
              .formatted(where, seconds(facts.silence()), awaited));
    }
    boolean looked = facts.present().screen() != null || facts.present().processors() != null;
    String inside =
        looked && facts.stage().compareTo(Stage.USERSPACE) < 0
            ? "what the guest waits for%s".formatted(seen(facts))
            : inside(facts.stage());
    return List.of(
        "%s at the end: the console has been silent for %s since %s, and %s had not come"
            .formatted(inside, seconds(facts.silence()), where, awaited));
  }

  /** What shows where a machine of this stage is, if its console does not. */
  private static String inside(Stage stage) {
    return switch (stage) {
      case POWER_ON, FIRMWARE -> "a picture of the screen";
      case LOADER ->
          "the kernel's own output (`console=ttyS0 earlyprintk=ttyS0` on its command line), or a"
              + " picture of the screen";
      case KERNEL, INITRD -> "a picture of the screen and the processor's registers";
      case USERSPACE, LOGIN, READY ->
          "`systemctl list-jobs` and `systemctl --failed` from inside the guest";
    };
  }

  /** What would decide a saved log that shows no failure and ends at this stage. */
  public static String afterTheLog(Stage stage) {
    return switch (stage) {
      case POWER_ON -> "a log from power-on: no line of this one shows a stage of a boot";
      case LOGIN, READY -> "the rest of the console";
      default -> "the console after its last line, or " + inside(stage);
    };
  }

  private static String shown(Event.ScreenSeen screen) {
    return screen.file().isEmpty() ? "" : " (" + screen.file() + ")";
  }

  private static String seen(RunFacts facts) {
    String screen = facts.present().screen() == null ? "" : shown(facts.present().screen());
    return (screen.isEmpty() ? "" : ", which the screen%s does not show".formatted(screen))
        + (facts.present().processors() == null
            ? ""
            : " (" + facts.present().processors().detail() + ")");
  }

  private static List<String> restOfTheRun(RunFacts facts) {
    var missing = new ArrayList<String>();
    for (Event.PhaseEnded phase : facts.failedPhases()) {
      missing.add("why phase %s failed: %s".formatted(phase.phase(), phase.summary()));
    }
    for (CheckResult check : facts.checks().ended()) {
      if (check.outcome().equals(CheckResult.NOT_RUN)) {
        missing.add("check \"%s\" did not run: %s".formatted(check.name(), check.message()));
      }
    }
    facts.checks().open().forEach(name -> missing.add("the result of check \"" + name + "\""));
    if (missing.isEmpty()) {
      missing.add(
          facts.present().lastLine() != null
                  && facts.present().lastLine().event() instanceof Event.ConsoleLine last
              ? "the console after line %d (\"%s\"), where the record ends at stage %s"
                  .formatted(last.line(), ConsoleText.quote(last.text()), facts.stage().id())
              : "the console: the record has no line of it");
    }
    return List.copyOf(missing);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
