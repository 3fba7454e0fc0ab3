package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.Screen;
import dev.bootwitness.console.terminal.TextFlow;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something to look for in a console's decoded text.
 *
 * <p>Regular expressions run on a linear-time engine (safere): no guest can make one run away. A
 * match spans at most {@value #MAX_MATCH} bytes. In every regular expression {@code ^} and {@code
 * $} stand at line ends; {@code ^} also matches where the unconsumed text begins. Immutable.
 */
public abstract sealed class TextPattern
    permits LiteralPattern, RegexPattern, PromptPattern, ScreenPattern {

  /** How long a screen must have been unchanged before it is inspected. */
  public static final Duration SETTLED = Duration.ofMillis(50);

  /** Bytes that a regular expression's match may span over several reads. */
  public static final int MAX_MATCH = 4096;

  private final String source;

  TextPattern(String source) {
    if (source.isEmpty()) {
      throw new IllegalArgumentException("an empty pattern would match before anything arrived");
    }
    this.source = source;
  }

  /** The pattern as a person wrote it, for messages. */
  public String source() {
    return source;
  }

  /** The exact text. */
  public static TextPattern literal(String text) {
    return new LiteralPattern(text);
  }

  /**
   * A regular expression.
   *
   * @throws IllegalArgumentException when it is not one, or uses features that no linear-time
   *     engine supports (back-references, look-around)
   */
  public static TextPattern regex(String regex) {
    return new RegexPattern(regex, false);
  }

  /**
   * A regular expression that counts only when its match ends all output and nothing arrived for
   * {@code quiet}: this distinguishes a prompt from text that contains one.
   *
   * @throws IllegalArgumentException as {@link #regex}
   */
  public static TextPattern prompt(String regex, Duration quiet) {
    return new PromptPattern(regex, quiet);
  }

  /**
   * A screen that {@code shows} accepts, for programs that draw instead of writing lines.
   *
   * <p>The screen is inspected when the guest has written nothing for {@link #SETTLED}, not with
   * every byte of a flood, and once more when the wait ends without a match. A screen that was
   * there before the wait began counts. Its match consumes all text, and its text is the screen's
   * rows.
   *
   * @param description what a person would look for, for messages
   * @param shows is called on the waiting or reading thread under the console's lock: it must be
   *     quick and must not keep the screen
   */
  public static TextPattern screen(String description, Predicate<Screen> shows) {
    return new ScreenPattern(description, shows, SETTLED);
  }

  /** Where a pattern was found, in positions of the flow; the whole match, then its groups. */
  record Match(long start, long end, List<String> groups) {}

  /** The first match that begins at or after {@code from}, a position of the flow. */
  final @Nullable Match find(TextFlow flow, long from) {
    return find(flow, from, flow.end());
  }

  /** The first match that begins at or after {@code from} in the text before {@code to}. */
  abstract @Nullable Match find(TextFlow flow, long from, long to);

  /** Texts of which at least one stands in every match; empty if none are known. */
  List<RequiredLiteral.Text> required() {
    return List.of();
  }

  /** Whether it is known that no match contains a line feed. */
  boolean withinLine() {
    return false;
  }

  /** Where to continue when everything before {@code searched} was searched without a match. */
  abstract long resume(TextFlow flow, long searched);

  /** How long output must have been quiet for a match to count. */
  Duration quiet() {
    return Duration.ZERO;
  }

  /** Patterns for near misses, each with an explanation; the first one found is reported. */
  abstract List<NearMiss> almost();

  /**
   * A laxer form of a pattern.
   *
   * @param why why its match is not a match of the pattern itself, e.g. "in other case"
   */
  record NearMiss(TextPattern pattern, String why) {}

  @Override
  public String toString() {
    return '`' + source + '`';
  }
}
