package dev.bootwitness.diagnosis.catalogue;

/**
 * A special property of a cause when findings are weighed; the header of causes.yaml explains each.
 */
public enum Trait {
  /** Blamed only if nothing explains it. */
  SYMPTOM,
  /** Says only that the machine starts over, and nothing when that was expected. */
  RESTART,
  /** Says only that the guest switched off, and nothing when a step asked for that. */
  POWER_OFF,
  /** About one check, so that the check's failure need not be reported again. */
  OF_A_CHECK,
  /** About one unit each: several findings of it say more than one. */
  PER_UNIT,
  /** Graver than a failed unit, even one that failed earlier in the same boot. */
  OVER_UNITS,
  /** The guest sees a consequence of what QEMU could not do: QEMU's report takes precedence. */
  QEMU_SAYS_BEST,
  /** A cause of the same family and stage that led to it may be printed after it. */
  TOLD_FIRST,
  /** Void once the failed unit or mount comes up after all. */
  MAY_RECOVER,
  /** The lines say as much about it as the guest could. */
  TOLD_IN_FULL,
  /** The boot waits for something: if it stops there, that is its end. */
  AWAITS,
  /** Somebody may have answered: void once a later boot comes up, or its own ends on purpose. */
  MAY_BE_ANSWERED,
  /** The guest's own fault once the processors are seen to be idle. */
  GUEST_IF_IDLE,
  /** Fatal once its detector sees that it does not stop. */
  FATAL_IF_ENDLESS,
  /** Fatal if the image itself shows it, which is checked only when its guest is stuck. */
  FATAL_BY_IMAGE,
  /** A warning if emulation took over, and fatal otherwise. */
  EMULATION_HELPS,
  /** Seen again when the firmware gets the machine back from a loader that failed. */
  AFTER_LOADER,
  /** A prompt that somebody may have asked for. */
  OPENS_SHELL,
  /** Such a prompt that requires the password. */
  ASKS_PASSWORD,
  /** A warning that is blamed in a saved log when nothing else is wrong in it. */
  BLAMED_LAST,
  /** The machine works anyway: this is not why a person stopped asking. */
  LEAVES_SYSTEM_WORKING,
  /** Its lines are the machine's own even after a login. */
  SAID_AT_LOGIN,
  /** Its reason is in the journal of the unit. */
  REASON_IN_JOURNAL
}
