package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Why a check that fails does not fail its run, and until when.
 *
 * @param reason why it is tolerated
 * @param owner who deals with it
 * @param expires the last day on which it holds, in UTC
 */
public record Quarantine(String reason, String owner, LocalDate expires) {

  static final SpecKeys KEYS =
      SpecKeys.of(
          "checks[].quarantine",
          required("reason", Scalar.TEXT, "Why the failure is tolerated."),
          required("owner", Scalar.TEXT, "Who deals with it."),
          required("expires", Scalar.DATE, "The last day on which it is tolerated, in UTC."));

  static final SpecKey KEY =
      optional(
          "quarantine",
          new Form.Mapping(KEYS),
          "none",
          "The check runs, and its failure does not fail the run until a day is over.");

  /** The quarantine of a check; empty when it has none, or one with a mistake. */
  static Optional<Quarantine> of(MappingReader check) {
    return check
        .mapping(KEY.name(), KEYS)
        .flatMap(map -> {
          map.require("reason", "the resolver of the test network is down");
          map.require("owner", "anna");
          map.require("expires", "2027-01-31");
          Optional<LocalDate> expires = map.date("expires");
          return map.words("reason")
              .flatMap(reason ->
                  map.words("owner")
                      .flatMap(owner -> expires.map(day -> new Quarantine(reason, owner, day))));
        });
  }

  /** Whether the check failed, and that does not count on that day. */
  public static boolean tolerates(CheckSpec check, CheckOutcome outcome, LocalDate today) {
    return outcome instanceof CheckOutcome.Failed
        && check.quarantine().filter(why -> why.holds(today)).isPresent();
  }

  /** What was expected and what was seen; of a failure, also what its quarantine says. */
  public static String message(CheckSpec check, CheckOutcome outcome, LocalDate today) {
    String why = check.quarantine().map(quarantine -> quarantine.words(today)).orElse("");
    return why.isEmpty() || !(outcome instanceof CheckOutcome.Failed)
        ? outcome.message()
        : outcome.message() + " (" + why + ")";
  }

  /** Whether it still holds on that day. */
  public boolean holds(LocalDate today) {
    return !today.isAfter(expires);
  }

  /** What a report says of a failure on that day. */
  public String words(LocalDate today) {
    return holds(today)
        ? "quarantined until %s by %s: %s".formatted(expires, owner, reason)
        : "its quarantine by %s expired on %s: %s".formatted(owner, expires, reason);
  }
}
