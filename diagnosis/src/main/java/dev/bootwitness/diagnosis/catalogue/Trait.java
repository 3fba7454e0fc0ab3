package dev.bootwitness.diagnosis.catalogue;

/**
 * What is special about a cause when findings are weighed; the head of causes.yaml explains each.
 */
public enum Trait {
  /** Blamed only if nothing explains it. */
  SYMPTOM,
  /** Says no more than that the machine starts over, and nothing where it was to. */
  RESTART,
  /** About one check: then nobody need say once more that the check failed. */
  OF_A_CHECK,
  /** Of one unit each: several findings of it tell more than one. */
  PER_UNIT,
  /** The guest sees a consequence of what QEMU could not do: QEMU's word goes first. */
  QEMU_SAYS_BEST,
  /** What led to it, of the same family and stage, may be printed after it. */
  TOLD_FIRST,
  /** Void once the unit or mount that failed comes after all. */
  MAY_RECOVER,
  /** The lines tell as much of it as a guest could be asked. */
  TOLD_IN_FULL,
  /** The boot waits for something: where it stands still, that is its end. */
  AWAITS,
  /** The guest's own fault once the processors are seen to have nothing to do. */
  GUEST_IF_IDLE,
  /** Fatal once its detector sees that it goes on and on. */
  FATAL_IF_ENDLESS,
  /** Fatal where the image itself says so, which is asked only when its guest stands still. */
  FATAL_BY_IMAGE,
  /** A warning where emulation took over, and fatal where it did not. */
  EMULATION_HELPS,
  /** Seen again when the firmware gets the machine back from a loader that failed. */
  AFTER_LOADER,
  /** A prompt that somebody may have asked for. */
  OPENS_SHELL,
  /** Such a prompt that is offered only to who knows the password. */
  ASKS_PASSWORD,
  /** A warning that a saved log is blamed for when nothing else is wrong in it. */
  BLAMED_LAST,
  /** The machine works all the same: not why somebody stopped asking. */
  LEAVES_SYSTEM_WORKING,
  /** Its lines are the machine's own also once somebody logs in. */
  SAID_AT_LOGIN,
  /** Its reason stands in the journal of the unit. */
  REASON_IN_JOURNAL
}
