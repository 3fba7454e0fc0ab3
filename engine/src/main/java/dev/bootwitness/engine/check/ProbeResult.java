package dev.bootwitness.engine.check;

/** The result of probing the guest once for a check. */
sealed interface ProbeResult {

  /** It holds. */
  record Holds() implements ProbeResult {}

  /**
   * It does not.
   *
   * @param cause why, in the catalogue
   * @param subject the unit, device or file at fault; empty when that is the check itself
   * @param last whether waiting cannot make it true
   */
  record Not(String cause, String message, String subject, String quote, boolean last)
      implements ProbeResult {

    /** The same, with only the check itself at fault. */
    Not(String cause, String message, String quote, boolean last) {
      this(cause, message, "", quote, last);
    }
  }

  /** The shell is gone, for this cause. */
  record Lost(String cause, String seen) implements ProbeResult {}
}
