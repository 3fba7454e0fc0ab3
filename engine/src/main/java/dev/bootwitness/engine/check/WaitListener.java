package dev.bootwitness.engine.check;

/** Receives what a check that does not hold yet is waiting for. */
public interface WaitListener {

  /** Hears nothing. */
  WaitListener NOBODY = new WaitListener() {};

  /**
   * The reason for the wait has become known, or has changed.
   *
   * @param why in words, without figures that change
   */
  default void hangsOn(String why) {}

  /**
   * Something is wrong with the guest, whatever the result of the check.
   *
   * @param cause its id in the catalogue
   */
  default void saw(String cause, String detail, String quote) {}
}
