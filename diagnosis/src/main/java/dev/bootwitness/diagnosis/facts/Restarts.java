package dev.bootwitness.diagnosis.facts;

/**
 * Knows which restarts of a machine belong to its boot: those that the spec expects and, in a saved
 * log, one that a person typed. Not thread-safe.
 */
public final class Restarts {

  private int planned;
  private boolean asked;

  /** The spec expects this many before the login. */
  public void plan(int times) {
    planned = times;
  }

  /** The next restart was requested. */
  public void ask() {
    asked = true;
  }

  /**
   * Whether a restart in that boot of the machine, counted from 1, is intended.
   *
   * @param ready whether a shell was there: what the spec expects comes before
   */
  public boolean expects(int boot, boolean ready) {
    return asked || (boot <= planned && !ready);
  }

  /** The machine has started over. */
  public void happened() {
    asked = false;
  }
}
