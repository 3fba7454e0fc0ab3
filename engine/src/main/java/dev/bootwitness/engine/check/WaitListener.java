package dev.bootwitness.engine.check;

/** Hears what a check that does not hold yet hangs on. */
public interface WaitListener {

  /** Hears nothing. */
  WaitListener NOBODY = new WaitListener() {};

  /**
   * What the wait hangs on has become known, or has changed.
   *
   * @param why in words, without figures that move
   */
  default void hangsOn(String why) {}

  /**
   * Something was seen that is wrong with the guest whatever becomes of the check.
   *
   * @param cause its id in the catalogue
   */
  default void saw(String cause, String detail, String quote) {}
}
