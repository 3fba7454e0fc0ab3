package dev.bootwitness.report.story;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Verdict;

/** A verdict in a few words, the same in every report. */
public final class VerdictWords {

  private VerdictWords() {}

  /** Who is at fault, or how far the run came: the text after the outcome and its cause. */
  public static String says(Verdict verdict) {
    return alone(verdict) + RepeatWords.after(verdict);
  }

  /** The outcome in one word: {@code FLAKY} for a run that passed after one that did not. */
  public static String name(Verdict verdict) {
    return verdict.flaky() ? "FLAKY" : verdict.outcome().name();
  }

  private static String alone(Verdict verdict) {
    Outcome outcome = verdict.outcome();
    Fault fault = verdict.fault();
    String reached = "reached " + verdict.stage().id();
    return switch (outcome) {
      case PASSED -> reached + (verdict.checks().isEmpty() ? "" : "; " + checks(verdict));
      case FAILED -> of(fault == null ? Fault.IMAGE : fault);
      case BROKEN -> (fault == null ? "" : of(fault) + "; ") + "the image was not judged";
      case INCONCLUSIVE -> reached + "; the evidence does not decide";
      case INTERRUPTED -> reached;
    };
  }

  /** {@code 3 of 5 checks passed, 1 quarantined, 1 skipped}. */
  public static String checks(Verdict verdict) {
    long passed = verdict.checks().stream().filter(CheckResult::passed).count();
    return passed
        + " of "
        + verdict.checks().size()
        + " checks passed"
        + counted(verdict, CheckResult.QUARANTINED)
        + counted(verdict, CheckResult.SKIPPED);
  }

  private static String counted(Verdict verdict, String outcome) {
    long count = verdict.checks().stream().filter(c -> c.outcome().equals(outcome)).count();
    return count == 0 ? "" : ", " + count + " " + outcome;
  }

  /** Whether it did not pass, and that does not count. */
  public static boolean isTolerated(CheckResult check) {
    return check.tolerated() && !check.passed();
  }

  /** {@code stage initrd took 30.5 s (usual 4.2 s, at most 5.0 s)}. */
  public static String slower(Timing.Slower slow) {
    return slow.part()
        + " "
        + slow.name()
        + " took "
        + Seconds.exact(slow.seconds())
        + " (usual "
        + Seconds.exact(slow.usual())
        + ", at most "
        + Seconds.exact(slow.most())
        + ")";
  }

  /** What a run cost its host. */
  public static String cost(Usage usage) {
    Double guest = usage.guestCpuSeconds();
    Long memory = usage.peakMemoryBytes();
    return "processor time of Bootwitness "
        + Seconds.exact(usage.hostCpuSeconds())
        + (guest == null ? "" : ", of QEMU " + Seconds.exact(guest))
        + (memory == null ? "" : "; peak memory of QEMU " + ByteCount.of(memory))
        + "; console "
        + ByteCount.of(usage.consoleBytes());
  }

  /** What happened: the finding's own sentence, or its cause's title. */
  public static String sentence(Finding finding) {
    return finding.detail().isBlank() ? finding.title() : finding.detail();
  }

  private static String of(Fault fault) {
    return switch (fault) {
      case IMAGE -> "the image is at fault";
      case SPEC -> "the spec is at fault";
      case HOST -> "the host is at fault";
      case HARNESS -> "Bootwitness is at fault";
    };
  }
}
