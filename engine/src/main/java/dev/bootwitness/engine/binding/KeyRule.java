package dev.bootwitness.engine.binding;

import java.util.List;

/**
 * What holds between keys of one mapping. The binder reports it in words of its own; the published
 * schema is generated from these.
 */
public sealed interface KeyRule {

  /** Exactly one of these keys is given. */
  record ExactlyOne(List<String> keys) implements KeyRule {
    /** Copies the list. */
    public ExactlyOne {
      keys = List.copyOf(keys);
    }
  }

  /** At least one of these keys is given. */
  record AtLeastOne(List<String> keys) implements KeyRule {
    /** Copies the list. */
    public AtLeastOne {
      keys = List.copyOf(keys);
    }
  }

  /** At most one of these two keys is given. */
  record NotBoth(String one, String other) implements KeyRule {}

  /** A key is given only together with another; a list only if it has an item. */
  record Needs(String key, String other) implements KeyRule {}

  /** Exactly one of these keys. */
  static KeyRule exactlyOne(String... keys) {
    return new ExactlyOne(List.of(keys));
  }
}
