package dev.bootwitness.diagnosis.catalogue;

/** How much a finding weighs, the lightest first. */
public enum Severity {
  /** Worth knowing; explains nothing. */
  INFO,
  /** Something is wrong, but the run can pass with it and it is never blamed. */
  WARNING,
  /**
   * Like a warning by itself, but a suspected cause: blamed when what it would lead to ({@link
   * Cause#behind}) follows in the same boot.
   */
  SUSPICION,
  /** The run cannot pass. */
  FAILURE,
  /** The run cannot pass and nothing awaited can still come: a wait ends at once. */
  FATAL;

  /** Whether a finding of this weight keeps a run from passing and may be blamed for it. */
  public boolean blames() {
    return compareTo(FAILURE) >= 0;
  }
}
