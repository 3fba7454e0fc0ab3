package dev.bootwitness.console.expect;

import dev.bootwitness.console.terminal.TextFlow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.safere.Pattern;

/** See {@link TextPattern#literal}. */
final class LiteralPattern extends TextPattern {

  private final byte[] utf8;

  LiteralPattern(String text) {
    super(text);
    this.utf8 = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  @Nullable Match find(TextFlow flow, long from, long to) {
    byte[] data = flow.array();
    int last = flow.index(to) - utf8.length;
    for (int i = flow.index(from); i <= last; i++) {
      if (data[i] == utf8[0] && matchesAt(data, i)) {
        long start = flow.start() + i;
        return new Match(start, start + utf8.length, List.of(source()));
      }
    }
    return null;
  }

  @Override
  List<RequiredLiteral.Text> required() {
    boolean plain = utf8.length >= 2 && source().chars().allMatch(c -> c < 0x80);
    return plain ? List.of(new RequiredLiteral.Text(source(), false)) : List.of();
  }

  @Override
  boolean withinLine() {
    return source().indexOf('\n') < 0;
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
  long resume(TextFlow flow, long searched) {
    return searched - (utf8.length - 1);
  }

  @Override
  NearMiss almost() {
    return new NearMiss(new RegexPattern(Pattern.quote(source()), true), "in other case");
  }
}
