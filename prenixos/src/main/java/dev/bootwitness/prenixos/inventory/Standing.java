package dev.bootwitness.prenixos.inventory;

/** What may be done with a disk. */
public enum Standing {
  /** Nothing is on it: it may be used. */
  BLANK(true),
  /** Something is on it, and it may be erased by the word of a person. */
  CONSENTED(true),
  /** An apply of pre-nixos was cut off on it, and nobody has used it since. */
  UNFINISHED(true),
  /** An apply has made everything, but was cut off before it could mark this disk as finished. */
  UNMARKED(false),
  /** An earlier apply laid it out. */
  OWN(false),
  /** Something is on it, and nobody allowed to erase it. */
  HELD(false),
  /** It could not be probed. */
  SET_ASIDE(false),
  /** It is never a candidate. */
  EXCLUDED(false);

  private final boolean usable;

  Standing(boolean usable) {
    this.usable = usable;
  }

  public boolean isUsable() {
    return usable;
  }
}
