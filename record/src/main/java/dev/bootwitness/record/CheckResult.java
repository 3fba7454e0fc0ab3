package dev.bootwitness.record;

import org.jspecify.annotations.Nullable;

/**
 * How one check, or another step of the spec, ended.
 *
 * @param outcome passed, failed, quarantined (it failed, and that does not count), skipped (a test
 *     asked for it, and that does not count) or not-run (with the reason in {@code message})
 * @param message what was expected and what was seen; empty when it passed
 * @param basis a digest of what was asked and of what the guest was given before, secrets left out:
 *     results of one image and one basis answer the same question; empty when that is not known
 * @param boot the boot of the machine in which it ended, from 1
 * @param step what kind of step it was, as a spec names it; empty for a check
 */
public record CheckResult(
    String name,
    String outcome,
    double seconds,
    String message,
    String basis,
    int boot,
    String step) {

  public static final String PASSED = "passed";
  public static final String FAILED = "failed";
  public static final String QUARANTINED = "quarantined";
  public static final String SKIPPED = "skipped";
  public static final String NOT_RUN = "not-run";

  /** Older records have no basis, no boot and no step. */
  public CheckResult(
      String name,
      String outcome,
      double seconds,
      String message,
      @Nullable String basis,
      int boot,
      @Nullable String step) {
    this.name = name;
    this.outcome = outcome;
    this.seconds = seconds;
    this.message = message;
    this.basis = basis == null ? "" : basis;
    this.boot = Math.max(1, boot);
    this.step = step == null ? "" : step;
  }

  /** A check's result in the machine's first boot. */
  public CheckResult(
      String name, String outcome, double seconds, String message, @Nullable String basis) {
    this(name, outcome, seconds, message, basis, 1, "");
  }

  /** A result whose dependencies are unknown. */
  public CheckResult(String name, String outcome, double seconds, String message) {
    this(name, outcome, seconds, message, "", 1, "");
  }

  /** Whether the run may pass with it. */
  public boolean tolerated() {
    return passed() || outcome.equals(QUARANTINED) || outcome.equals(SKIPPED);
  }

  /** Whether it was tried to its end. */
  public boolean ran() {
    return !outcome.equals(NOT_RUN) && !outcome.equals(SKIPPED);
  }

  /** Whether the expectation held. */
  public boolean passed() {
    return outcome.equals(PASSED);
  }
}
