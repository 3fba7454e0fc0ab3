package dev.bootwitness.engine.check;

/** What one look at the guest shows of a check. */
sealed interface ProbeResult {

  /** It holds. */
  record Holds() implements ProbeResult {}

  /**
   * It does not.
   *
   * @param cause why, in the catalogue
   * @param subject the unit, device or file that is to blame; empty when it is the check itself
   * @param last whether it cannot come true by waiting
   */
  record Not(String cause, String message, String subject, String quote, boolean last)
      implements ProbeResult {

    /** The same where nothing but the check itself is to blame. */
    Not(String cause, String message, String quote, boolean last) {
      this(cause, message, "", quote, last);
    }
  }

  /** The shell is gone, for this cause. */
  record Lost(String cause, String seen) implements ProbeResult {}
}
