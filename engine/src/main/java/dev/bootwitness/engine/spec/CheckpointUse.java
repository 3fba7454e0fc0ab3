package dev.bootwitness.engine.spec;

/** Whether a run may start from a checkpoint: a machine that was frozen at its root shell. */
public enum CheckpointUse {
  /** Starts from one if there is one; else boots, and makes one. */
  AUTO,
  /** Boots, and makes none. */
  NEVER,
  /** Starts from one, or does not start. */
  REQUIRE
}
