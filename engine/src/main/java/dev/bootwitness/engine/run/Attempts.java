package dev.bootwitness.engine.run;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of one spec: whether a failed run is tried again. Each attempt is a run of its own
 * with a record of its own. For one thread.
 */
public final class Attempts {

  private final int most;
  private final List<RunAttempt> failed = new ArrayList<>();

  /**
   * Before the first attempt.
   *
   * @param retries how often a run that fails is tried again
   */
  public Attempts(int retries) {
    this.most = retries + 1;
  }

  /** The options of the next attempt. */
  public RunOptions next(RunOptions options) {
    return options.attempt(failed, most);
  }

  /** Whether no attempt follows the next one, however that ends. */
  public boolean isLast() {
    return failed.size() + 1 >= most;
  }

  /** Whether the spec is tried again after a run with that verdict. */
  public boolean triesAgain(Verdict verdict) {
    return isWorthRepeating(verdict) && failed.size() + 1 < most;
  }

  /** The same; if so, the run counts as an attempt that failed. */
  public boolean again(Verdict verdict) {
    boolean again = triesAgain(verdict);
    if (again) {
      failed.add(RunAttempt.of(verdict));
    }
    return again;
  }

  /** What a person reads between an attempt that failed and the next one. */
  public String announcement() {
    return "attempt %d of %d, on a fresh machine".formatted(failed.size() + 2, most);
  }

  /**
   * Whether another run could end otherwise: a machine was started, nobody interrupted it, the spec
   * is not at fault, and the failure is not one that exits with 0 anyway.
   */
  public static boolean isWorthRepeating(Verdict verdict) {
    KnownFailure known = verdict.known();
    return verdict.outcome() != Outcome.PASSED
        && verdict.outcome() != Outcome.INTERRUPTED
        && verdict.fault() != Fault.SPEC
        && verdict.machine() != null
        && (known == null || !known.excuses());
  }
}
