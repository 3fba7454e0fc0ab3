package dev.bootwitness.diagnosis.pattern;

import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A linear-time pattern that is compiled when it is first needed. A boot needs only two to ten of
 * the rules in the jar; compiling all of them takes a fifth of a second of processor time, while
 * the guest needs the processor.
 *
 * <p>Thread-safe.
 */
public final class LazyPattern {
  private final String text;

  /** At worst it is compiled twice. */
  private volatile @Nullable Pattern compiled;

  private LazyPattern(String text) {
    this.text = text;
  }

  /** Creates a pattern of this expression, which is not checked yet. */
  public static LazyPattern of(String text) {
    return new LazyPattern(text);
  }

  /** The expression as written. */
  public String text() {
    return text;
  }

  /**
   * The pattern.
   *
   * @throws java.util.regex.PatternSyntaxException when the text is not a linear-time pattern
   */
  public Pattern compiled() {
    Pattern known = compiled;
    if (known == null) {
      known = Pattern.compile(CasePairs.alternated(text));
      compiled = known;
    }
    return known;
  }

  public Matcher matcher(CharSequence input) {
    return compiled().matcher(input);
  }
}
