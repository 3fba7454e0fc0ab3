package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.expect.LineSieve;

/** Selects the lines of a long log that are reported. Thread-safe. */
public interface LineFilter {

  /** Finds candidate lines by texts in them, and which of its expressions each may match. */
  LineSieve sieve();

  /**
   * Whether to report a line that contains what an expression needs.
   *
   * @param expression which one of the sieve's
   * @param line its text as a terminal shows it, without what the capturing program put before it
   */
  boolean tells(int expression, String line);
}
