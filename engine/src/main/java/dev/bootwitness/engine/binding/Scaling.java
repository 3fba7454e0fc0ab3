package dev.bootwitness.engine.binding;

/** Whether the deadlines that a guest must keep grow with how slowly guests run on this host. */
public enum Scaling {
  /** By the measured factor. */
  AUTO,
  /** They are used as written. */
  OFF
}
