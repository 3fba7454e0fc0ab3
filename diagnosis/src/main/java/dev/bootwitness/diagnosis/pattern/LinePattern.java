package dev.bootwitness.diagnosis.pattern;

import java.util.List;
import java.util.Optional;
import org.safere.Matcher;

/**
 * Several patterns of which any one will do: a long alternation would be one line that nobody can
 * read. The first of the list that is found counts, with capture groups of its own.
 *
 * <p>Thread-safe; each pattern is compiled when it is first needed.
 */
public record LinePattern(List<LazyPattern> any) {

  public LinePattern {
    any = List.copyOf(any);
  }

  /** Of these expressions, in their order. */
  public static LinePattern of(List<String> expressions) {
    return new LinePattern(expressions.stream().map(LazyPattern::of).toList());
  }

  /** The expressions as they are written. */
  public List<String> texts() {
    return any.stream().map(LazyPattern::text).toList();
  }

  /** The match of the first pattern that is found in the text. */
  public Optional<Matcher> find(CharSequence text) {
    for (LazyPattern pattern : any) {
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

  /** The most capture groups that one of the patterns has. */
  public int groups() {
    return any.stream().mapToInt(pattern -> pattern.matcher("").groupCount()).max().orElse(0);
  }
}
