package dev.bootwitness.machine.checkpoint;

/** The result of looking up a key in a store. */
public sealed interface Lookup {

  /** A checkpoint, intact as far as is known; to be closed when no clone uses it any more. */
  record Found(HeldCheckpoint checkpoint) implements Lookup {}

  /** None, or one that is being removed. */
  record Missing() implements Lookup {}

  /**
   * There was one, and it was removed.
   *
   * @param what is wrong with it, for a person
   */
  record Damaged(String what) implements Lookup {}
}
