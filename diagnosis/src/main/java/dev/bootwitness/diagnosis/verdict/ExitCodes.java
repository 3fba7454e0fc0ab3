package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import java.util.List;

/** The exit status of the program for a verdict. */
public final class ExitCodes {
  public static final int PASSED = 0;
  public static final int FAILED = 1;
  public static final int USAGE_OR_SPEC = 2;
  public static final int HOST_OR_HARNESS = 3;
  public static final int INCONCLUSIVE = 4;

  /** What a shell reports for a program that SIGINT ended: 128 + 2. */
  public static final int INTERRUPTED = 130;

  /** The most informative one first: what somebody requested, then whose fault it is. */
  private static final List<Integer> WORST_FIRST =
      List.of(INTERRUPTED, FAILED, USAGE_OR_SPEC, HOST_OR_HARNESS, INCONCLUSIVE, PASSED);

  private ExitCodes() {}

  /** The exit status that conveys the verdict to a script. */
  public static int of(Verdict verdict) {
    KnownFailure known = verdict.known();
    if (known != null && known.excuses() && verdict.outcome() != Outcome.INTERRUPTED) {
      return PASSED;
    }
    return switch (verdict.outcome()) {
      case PASSED -> PASSED;
      case FAILED -> FAILED;
      case BROKEN -> verdict.fault() == Fault.SPEC ? USAGE_OR_SPEC : HOST_OR_HARNESS;
      case INCONCLUSIVE -> INCONCLUSIVE;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  /** The exit status of several runs: the worst of them. */
  public static int together(List<Integer> codes) {
    return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(PASSED);
  }
}
