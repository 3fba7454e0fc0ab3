package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;
import org.safere.Utf8Input;
import org.safere.Utf8Matcher;

/** See {@link TextPattern#regex}. */
final class RegexPattern extends TextPattern {

  private final Pattern pattern;
  private final List<RequiredLiteral.Text> required;
  private final boolean withinLine;

  RegexPattern(String regex, boolean ignoreCase) {
    super(regex);
    this.required = RequiredLiteral.of(regex, ignoreCase);
    this.withinLine = RequiredLiteral.withinLine(regex);
    this.pattern =
        Pattern.compile(regex, Pattern.MULTILINE | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
  }

  @Override
  @Nullable Match find(TextFlow flow, long from, long to) {
    return first(pattern, flow, from, to);
  }

  @Override
  List<RequiredLiteral.Text> required() {
    return required;
  }

  @Override
  boolean withinLine() {
    return withinLine;
  }

  @Override
  long resume(TextFlow flow, long searched) {
    // From the beginning of a line, so that ^ cannot match in the middle of one.
    return flow.lineStart(withinLine ? searched : searched - MAX_MATCH);
  }

  @Override
  List<NearMiss> almost() {
    return LaxerForms.of(source());
  }

  static @Nullable Match first(Pattern pattern, TextFlow flow, long from, long to) {
    int start = flow.index(from);
    int length = flow.index(to) - start;
    byte[] data = flow.array();
    Utf8Matcher matcher = pattern.matcher(Utf8Input.trusted(data, start, length));
    if (!matcher.find()) {
      return null;
    }
    long base = flow.start() + start;
    List<String> groups = new ArrayList<>();
    for (int g = 0; g <= matcher.groupCount(); g++) {
      groups.add(group(matcher, g, data, start));
    }
    return new Match(base + matcher.start(), base + matcher.end(), List.copyOf(groups));
  }

  private static String group(Utf8Matcher matcher, int group, byte[] data, int base) {
    int start = matcher.start(group);
    return start < 0
        ? ""
        : new String(data, base + start, matcher.end(group) - start, StandardCharsets.UTF_8);
  }
}
