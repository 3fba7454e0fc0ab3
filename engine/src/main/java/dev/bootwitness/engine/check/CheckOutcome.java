package dev.bootwitness.engine.check;

import java.util.Optional;

/** How a check ended. */
public sealed interface CheckOutcome {

  /** What was expected and what was seen; empty when it held. */
  String message();

  /** The guest's own words, as evidence; may be empty. */
  default String quote() {
    return "";
  }

  /** The cause's id in the catalogue; empty when it held. */
  default Optional<String> cause() {
    return Optional.empty();
  }

  /** The unit, device or file at fault; empty when that is the check itself, or the check held. */
  default String subject() {
    return "";
  }

  /** It held. */
  record Held() implements CheckOutcome {
    @Override
    public String message() {
      return "";
    }
  }

  /**
   * It did not hold, for this cause.
   *
   * @param subject the unit, device or file at fault; empty when that is the check itself
   */
  record Failed(String causeId, String message, String subject, String quote)
      implements CheckOutcome {

    /** The same, with only the check itself at fault. */
    Failed(String causeId, String message, String quote) {
      this(causeId, message, "", quote);
    }

    @Override
    public Optional<String> cause() {
      return Optional.of(causeId);
    }
  }

  /**
   * The shell stopped answering: nothing is known about what was to be checked.
   *
   * @param causeId why, in the catalogue
   */
  record ShellLost(String causeId, String message, String quote) implements CheckOutcome {}
}
