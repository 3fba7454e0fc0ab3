package dev.bootwitness.cli;

/**
 * What a person at a shared console is told.
 *
 * @param greeting before the first output; may be several lines
 * @param left when the person has left
 * @param over when the console has ended
 * @param help what leaving means, after {@code Ctrl-] q leaves}
 */
record SessionWords(String greeting, String left, String over, String help) {

  /** For the console of a run that goes on. */
  static SessionWords ofRun(String run, boolean readOnly) {
    return new SessionWords(
        "Attached to %s. Ctrl-] q leaves, Ctrl-] ? shows help.\r\n".formatted(run)
            + (readOnly
                ? "Read-only: keys are ignored.\r\n"
                : "The run goes on. Typing may disturb its login and checks.\r\n"),
        "You left " + run + "; the run goes on.",
        "The run " + run + " has ended.",
        "the run goes on");
  }

  /**
   * For a copy of a machine.
   *
   * @param what which one, as the beginning of a sentence
   */
  static SessionWords ofCopy(String what, String screen) {
    return new SessionWords(
        what + "; what you do here changes a copy.  Ctrl-] q leaves.\r\n" + screen,
        "You left the copy, and it is thrown away.",
        "The copy of the machine has ended.",
        "the copy is thrown away");
  }
}
