package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** See {@link TextPattern#prompt}. */
final class PromptPattern extends TextPattern {

  private final Pattern pattern;
  private final Duration quiet;

  PromptPattern(String regex, Duration quiet) {
    super(regex);
    this.pattern = Pattern.compile("(?:" + regex + ")\\z", Pattern.MULTILINE);
    this.quiet = quiet;
  }

  @Override
  @Nullable Match find(TextFlow flow, long from, long to) {
    long near = flow.lineStart(to - MAX_MATCH);
    return RegexPattern.first(pattern, flow, Math.max(from, near), to);
  }

  @Override
  long resume(TextFlow flow, long searched) {
    return 0; // find searches only the end of the text
  }

  @Override
  Duration quiet() {
    return quiet;
  }

  @Override
  List<NearMiss> almost() {
    return List.of(new NearMiss(new RegexPattern(source(), false), "but other output followed it"));
  }
}
