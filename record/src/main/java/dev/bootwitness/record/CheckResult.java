package dev.bootwitness.record;

/**
 * How one check ended.
 *
 * @param outcome passed, failed, or not-run (with the reason in {@code message})
 * @param message what was expected and what was seen; empty when it passed
 */
public record CheckResult(String name, String outcome, double seconds, String message) {

  public static final String PASSED = "passed";
  public static final String FAILED = "failed";
  public static final String NOT_RUN = "not-run";

  /** Whether the expectation held. */
  public boolean passed() {
    return outcome.equals(PASSED);
  }
}
