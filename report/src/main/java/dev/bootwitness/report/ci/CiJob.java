package dev.bootwitness.report.ci;

import java.io.IOException;

/** The job of a CI system, in whose log and pages runs are shown. */
interface CiJob {

  /** The first run begins; all that it prints is text, whatever a guest makes of it. */
  default void began() {}

  /**
   * A run is over, and its verdict has been printed.
   *
   * @throws IOException when a file of the system cannot be written
   */
  void ended(CiRun run) throws IOException;

  /** The last run is over, and nothing more is printed about it. */
  default void over() {}
}
