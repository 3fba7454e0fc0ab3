package dev.bootwitness.prenixos.review;

/** What a person has pressed. */
sealed interface ReviewKey {

  /** A character, or space. */
  record Letter(char value) implements ReviewKey {}

  /** A key without a character. */
  enum Named implements ReviewKey {
    NEXT,
    BACK,
    UP,
    DOWN,
    ENTER,
    ERASE,
    CANCEL,
    REDRAW,
    /** The terminal is gone, or the person pressed Ctrl-C. */
    END,
    OTHER
  }
}
