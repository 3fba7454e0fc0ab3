package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKey;
import dev.bootwitness.engine.binding.SpecKeys;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A kind of check. Another kind is one class with such a constant and a line in {@link CheckKinds}:
 * the spec's keys, the reference, binding and the probe follow from it.
 *
 * @param keys the keys of a spec; the first one names the kind
 * @param example how its first key is written, for the message to somebody who wrote none or two
 * @param binding makes a check of them
 */
public record CheckKind(SpecKeys keys, String example, Binding binding) {

  /** Adds the keys that every kind has. */
  public CheckKind {
    keys = keys.and(Stream.of(Quarantine.KEY));
  }

  /** Makes a check of what a spec says. */
  @FunctionalInterface
  interface Binding {
    /**
     * Binds the keys; mistakes become problems, and a stand-in takes the place of the value.
     *
     * @param files the status files of the packs that the run knows
     */
    CheckSpec bind(MappingReader check, Supplier<StatusFiles> files);
  }

  static final SpecKey NAME =
      optional("name", Scalar.TEXT, "what is checked", "How reports call the check.");

  static final SpecKey WITHIN =
      optional(
          "within",
          Scalar.DURATION,
          "none",
          "How long the check may take to come true, stretched on slow hosts. Without it the check is"
              + " tried once, and its command may take 30 s.");

  /** The key that names it. */
  String key() {
    return keys.names().getFirst();
  }
}
