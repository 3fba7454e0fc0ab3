package dev.bootwitness.console.expect;

import java.util.List;

/**
 * What a wait is for, and what makes it hopeless.
 *
 * @param what what is awaited, in a person's words, e.g. "a login prompt"
 * @param any patterns, of which the earliest match wins; at the same position, the first in the
 *     list
 * @param unless patterns that mean that none of {@code any} can come any more
 */
public record Expectation(String what, List<TextPattern> any, List<TextPattern> unless) {

  public Expectation {
    any = List.copyOf(any);
    unless = List.copyOf(unless);
    if (any.isEmpty()) {
      throw new IllegalArgumentException("an expectation needs at least one pattern: " + what);
    }
  }

  /** Waits for any of {@code patterns}. */
  public static Expectation of(String what, TextPattern... patterns) {
    return new Expectation(what, List.of(patterns), List.of());
  }

  /** The same wait, but hopeless if one of {@code negative} is seen first. */
  public Expectation unless(TextPattern... negative) {
    return new Expectation(what, any, List.of(negative));
  }
}
