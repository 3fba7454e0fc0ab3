package dev.bootwitness.junit;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Verdict;
import java.nio.file.Path;

/**
 * The machine booted, and then a step or a check of the spec failed, with {@link BootImage#steps}.
 * The message is the verdict.
 */
public final class StepsFailedError extends NoGuestError {

  private static final long serialVersionUID = 1L;

  private final String step;

  /**
   * After a boot that reached its login.
   *
   * @param step the step's name; empty when none of them is to blame
   */
  StepsFailedError(String step, String verdict, Path record) {
    super(verdict, record);
    this.step = step;
  }

  /** The name of the first step that failed; empty when none did, e.g. when the shell was lost. */
  static String first(Verdict verdict) {
    return verdict.checks().stream()
        .filter(check -> check.outcome().equals(CheckResult.FAILED))
        .map(CheckResult::name)
        .findFirst()
        .orElse("");
  }

  @Override
  String what() {
    return step.isEmpty()
        ? "the guest was lost before the tests"
        : "the step \"%s\" of the spec failed".formatted(step);
  }
}
