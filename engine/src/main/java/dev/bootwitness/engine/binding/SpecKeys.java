package dev.bootwitness.engine.binding;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys that one mapping of the spec may have. The binder uses them, so an undeclared key cannot
 * be bound, and the reference is generated from them.
 *
 * @param title the mapping's place, e.g. {@code machine.disks[]}; empty for the whole spec
 * @param keys in the order in which messages and the reference show them
 * @param rules what holds between them
 */
public record SpecKeys(String title, List<SpecKey> keys, List<KeyRule> rules) {

  public SpecKeys {
    keys = List.copyOf(keys);
    rules = List.copyOf(rules);
  }

  public static SpecKeys of(String title, SpecKey... keys) {
    return new SpecKeys(title, List.of(keys), List.of());
  }

  /** The same keys, between which these rules hold. */
  public SpecKeys ruled(KeyRule... all) {
    return new SpecKeys(title, keys, List.of(all));
  }

  /** These keys and then more. */
  public SpecKeys and(Stream<SpecKey> more) {
    return new SpecKeys(title, Stream.concat(keys.stream(), more).toList(), rules);
  }

  /** The names of all keys, in their order. */
  public List<String> names() {
    return keys.stream().map(SpecKey::name).toList();
  }

  /** As messages list them. */
  public String inWords() {
    return String.join(", ", names());
  }

  /** The key of that name, for a reader that says how it reads it. */
  public SpecKey readAs(String name, Form form) {
    SpecKey key = declared(name);
    if (!key.form().admits(form)) {
      throw new IllegalStateException(
          "%s.%s is declared as %s, not as %s".formatted(title, name, key.form(), form));
    }
    return key;
  }

  public SpecKey declared(String name) {
    return keys.stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(title + " declares no key " + name));
  }
}
