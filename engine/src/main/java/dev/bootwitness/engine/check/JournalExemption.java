package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of the journal that a check does not count.
 *
 * @param pattern matches in the line
 * @param expires the last day on which it holds, in UTC; empty: always
 */
public record JournalExemption(String pattern, String reason, Optional<LocalDate> expires) {

  static final SpecKeys KEYS =
      SpecKeys.of(
          "checks[].except[]",
          required("pattern", Scalar.REGEX, "An expression that matches in the line."),
          required("reason", Scalar.TEXT, "Why the line is harmless."),
          optional("expires", Scalar.DATE, "never", "The last day on which that is so, in UTC."));

  static List<JournalExemption> all(MappingReader check) {
    List<JournalExemption> all = new ArrayList<>();
    check.forEachItem(
        "except",
        new Form.Mapping(KEYS),
        "exemptions",
        (item, where) -> {
          MappingReader keys = check.item(item, where, KEYS);
          keys.require("pattern", "'usb 1-1: device descriptor'");
          keys.require("reason", "the test machine has no such device");
          all.add(
              new JournalExemption(
                  keys.regex("pattern").orElse("x"),
                  keys.words("reason").orElse(""),
                  keys.date("expires")));
        });
    return all;
  }

  /** Whether it still holds on that day. */
  boolean holds(LocalDate today) {
    return expires.map(last -> !today.isAfter(last)).orElse(true);
  }
}
