package dev.bootwitness.diagnosis.stage;

import dev.bootwitness.record.Stage;

/** What a piece of console text says about the progress of the boot. */
public sealed interface StageChange {

  /** The stage the machine is in now. */
  Stage stage();

  /** The text that shows it. */
  String evidence();

  /** A later stage than before. */
  record Reached(Stage stage, String evidence) implements StageChange {}

  /**
   * A banner that comes only once per boot was seen again: the machine has probably started over.
   */
  record Restarted(Stage stage, String evidence) implements StageChange {}
}
