package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;
import org.safere.Utf8Input;
import org.safere.Utf8Matcher;

/**
 * Something to look for in a console's decoded text.
 *
 * <p>Regular expressions run on a linear-time engine (safere): no guest can make one run away.
 * Immutable.
 */
public sealed interface TextPattern {

  /** What a person wrote, for messages. */
  String source();

  /** The exact text. */
  static TextPattern literal(String text) {
    return new Literal(text, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A regular expression, multi-line: {@code ^} and {@code $} stand at line ends.
   *
   * @throws IllegalArgumentException when it is not one, or uses what no linear-time engine can do
   *     (back-references, look-around)
   */
  static TextPattern regex(String regex) {
    return new Regex(regex, Pattern.compile(regex, Pattern.MULTILINE));
  }

  /**
   * A regular expression that counts only when its match is the end of all output and nothing came
   * for {@code quiet}: how a prompt differs from a text that contains one.
   */
  static TextPattern prompt(String regex, Duration quiet) {
    return new Prompt(regex, Pattern.compile("(?:" + regex + ")\\z"), quiet);
  }

  /** The first match that begins at or after {@code from}. */
  @Nullable Match find(TextFlow flow, long from);

  /** How far behind new text a match may begin. */
  int reach();

  /** Where a pattern was found, in positions of the flow. */
  record Match(long start, long end, List<String> groups) {}

  /** See {@link #literal}. */
  @SuppressWarnings("ArrayRecordComponent") // private to this package, never compared
  record Literal(String source, byte[] utf8) implements TextPattern {

    @Override
    public @Nullable Match find(TextFlow flow, long from) {
      byte[] data = flow.array();
      int last = flow.index(flow.end()) - utf8.length;
      for (int i = flow.index(from); i <= last; i++) {
        if (data[i] == utf8[0] && matchesAt(data, i)) {
          long start = flow.start() + i;
          return new Match(start, start + utf8.length, List.of(source));
        }
      }
      return null;
    }

    private boolean matchesAt(byte[] data, int at) {
      for (int j = 1; j < utf8.length; j++) {
        if (data[at + j] != utf8[j]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int reach() {
      return utf8.length - 1;
    }
  }

  /** See {@link #regex}. */
  record Regex(String source, Pattern pattern) implements TextPattern {

    @Override
    public @Nullable Match find(TextFlow flow, long from) {
      return first(pattern, flow, from);
    }

    @Override
    public int reach() {
      return MAX_MATCH;
    }
  }

  /** See {@link #prompt}. */
  record Prompt(String source, Pattern pattern, Duration quiet) implements TextPattern {

    @Override
    public @Nullable Match find(TextFlow flow, long from) {
      return first(pattern, flow, Math.max(from, flow.end() - MAX_MATCH));
    }

    @Override
    public int reach() {
      return MAX_MATCH;
    }
  }

  /** Bytes that a regular expression's match may span over several reads. */
  int MAX_MATCH = 4096;

  private static @Nullable Match first(Pattern pattern, TextFlow flow, long from) {
    int start = flow.index(from);
    int length = flow.index(flow.end()) - start;
    byte[] data = flow.array();
    Utf8Matcher matcher = pattern.matcher(Utf8Input.trusted(data, start, length));
    if (!matcher.find()) {
      return null;
    }
    long base = flow.start() + start;
    List<String> groups = new ArrayList<>();
    for (int g = 0; g <= matcher.groupCount(); g++) {
      int groupStart = matcher.start(g);
      groups.add(
          groupStart < 0
              ? ""
              : new String(
                  data, start + groupStart, matcher.end(g) - groupStart, StandardCharsets.UTF_8));
    }
    return new Match(base + matcher.start(), base + matcher.end(), List.copyOf(groups));
  }
}
