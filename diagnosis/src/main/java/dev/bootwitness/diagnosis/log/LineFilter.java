package dev.bootwitness.diagnosis.log;

import dev.bootwitness.console.expect.LineSieve;

/** Which lines of a long log are to be told. Thread-safe. */
public interface LineFilter {

  /**
   * Finds the lines that may be, by texts in them, with which of its expressions each may match.
   */
  LineSieve sieve();

  /**
   * Whether a line that holds what an expression needs is to be told.
   *
   * @param expression which one of the sieve's
   * @param line its text as a terminal shows it, without what whoever captured it put in front
   */
  boolean tells(int expression, String line);
}
