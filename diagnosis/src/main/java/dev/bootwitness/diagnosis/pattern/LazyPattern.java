package dev.bootwitness.diagnosis.pattern;

import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A linear-time pattern that is compiled when it is first needed. A boot comes near two to ten of
 * the rules in the jar; to compile all of them takes a fifth of a second of a processor, and the
 * guest wants it at the same time.
 *
 * <p>Thread-safe.
 */
public final class LazyPattern {
  private final String text;

  /** Compiled twice at worst. */
  private volatile @Nullable Pattern compiled;

  private LazyPattern(String text) {
    this.text = text;
  }

  /** Of this expression, which nobody has looked at yet. */
  public static LazyPattern of(String text) {
    return new LazyPattern(text);
  }

  /** The expression as it is written. */
  public String text() {
    return text;
  }

  /**
   * The pattern.
   *
   * @throws java.util.regex.PatternSyntaxException when the text is no linear-time pattern
   */
  public Pattern compiled() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(text);
      compiled = known;
    }
    return known;
  }

  public Matcher matcher(CharSequence input) {
    return compiled().matcher(input);
  }
}
