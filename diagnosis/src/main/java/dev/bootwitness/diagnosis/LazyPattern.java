package dev.bootwitness.diagnosis;

import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A linear-time pattern that is compiled when it is first needed: to compile all of the rules in
 * the jar takes longer than a run waits for anything else before its first event.
 *
 * <p>Thread-safe.
 */
final class LazyPattern {
  private final String text;

  /** Compiled twice at worst. */
  private volatile @Nullable Pattern compiled;

  private LazyPattern(String text) {
    this.text = text;
  }

  /** Of this expression, which nobody has looked at yet. */
  static LazyPattern of(String text) {
    return new LazyPattern(text);
  }

  /** The expression as it is written. */
  String text() {
    return text;
  }

  /**
   * The pattern.
   *
   * @throws java.util.regex.PatternSyntaxException when the text is no linear-time pattern
   */
  Pattern compiled() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(text);
      compiled = known;
    }
    return known;
  }

  Matcher matcher(CharSequence input) {
    return compiled().matcher(input);
  }
}
