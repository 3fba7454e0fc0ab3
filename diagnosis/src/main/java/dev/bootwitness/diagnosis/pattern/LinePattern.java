package dev.bootwitness.diagnosis.pattern;

import dev.bootwitness.base.Lazy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.safere.Matcher;

/**
 * Several patterns, any of which may match, instead of one long unreadable alternation. The first
 * in the list that is found counts, with its own capture groups.
 *
 * <p>Thread-safe; each pattern is compiled when it is first needed.
 */
public final class LinePattern {
  private final Supplier<List<LazyPattern>> any;

  private LinePattern(Supplier<List<LazyPattern>> any) {
    this.any = any;
  }

  /** Creates a pattern of these expressions, in their order. */
  public static LinePattern of(List<String> expressions) {
    List<LazyPattern> any = expressions.stream().map(LazyPattern::of).toList();
    return new LinePattern(() -> any);
  }

  /** A pattern that is looked up when it is first needed. */
  static LinePattern later(Supplier<LinePattern> pattern) {
    return new LinePattern(Lazy.of(() -> pattern.get().any()));
  }

  /** The patterns, in their order. */
  public List<LazyPattern> any() {
    return any.get();
  }

  /** The expressions as written. */
  public List<String> texts() {
    return any().stream().map(LazyPattern::text).toList();
  }

  /** The match of the first pattern that is found in the text. */
  public Optional<Matcher> find(CharSequence text) {
    for (LazyPattern pattern : any()) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return Optional.of(matcher);
      }
    }
    return Optional.empty();
  }

  /** Whether one of the patterns is found in the text. */
  public boolean isIn(CharSequence text) {
    return find(text).isPresent();
  }

  /**
   * Searches the text, for a sign with one pattern and capture groups.
   *
   * @throws IllegalStateException if there are several
   */
  public Matcher matcher(CharSequence text) {
    if (any().size() != 1) {
      throw new IllegalStateException("several patterns have no groups in common: " + texts());
    }
    return any().getFirst().matcher(text);
  }

  /** The most capture groups that one of the patterns has. */
  public int groups() {
    return any().stream().mapToInt(pattern -> pattern.matcher("").groupCount()).max().orElse(0);
  }
}
