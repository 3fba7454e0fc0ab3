package dev.bootwitness.engine.spec;

import dev.bootwitness.record.SpecPart;
import java.util.Optional;

/**
 * Whether the checks of a spec may be divided over several machines.
 *
 * @param independent whether the answer of none depends on another's having been asked before
 * @param part which of the checks these are; empty when they are all
 */
public record CheckDivision(boolean independent, Optional<SpecPart> part) {

  /** Checks that one machine answers in their order. */
  public static final CheckDivision NONE = new CheckDivision(false, Optional.empty());

  /** A part of these. */
  CheckDivision with(SpecPart one) {
    return new CheckDivision(independent, Optional.of(one));
  }
}
