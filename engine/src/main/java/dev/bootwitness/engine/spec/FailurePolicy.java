package dev.bootwitness.engine.spec;

/**
 * What is done about a run that fails.
 *
 * @param retries how often it may be tried again on a fresh machine
 * @param confirm how often a failure is repeated to settle whether it is one of the image, of the
 *     host, or a flake
 * @param knownPasses whether a failure that {@code known.yaml} lists exits with 0
 */
public record FailurePolicy(int retries, int confirm, boolean knownPasses) {

  /** A failure is a failure. */
  public static final FailurePolicy NONE = new FailurePolicy(0, 0, false);

  /** More would be a way to live with a flake. */
  static final int MOST = 9;

  /** What a spec says of a failure that is known. */
  enum Known {
    FAIL,
    PASS
  }
}
