package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.log.LogLine;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A log that marks each line as sent or received: {@code >>> id -u}, {@code <<< 0}. Not
 * thread-safe.
 */
public final class Transcript {
  private static final Pattern MARKED =
      Pattern.compile(
          "^(?:(>>>|-->|SEND:|SENT:|TX:|send:|sent:|tx:|\\[(?:send|sent|tx|SEND|SENT|TX)\\])|(<<<|<--|RECV:|RECEIVED:|RX:|recv:|received:|rx:|\\[(?:recv|received|rx|RECV|RX)\\])) (.*)$");

  private final ReplyOrder replies = new ReplyOrder();

  /** A line without its mark. */
  public record Part(boolean sent, LogLine line) {}

  /** The part a line is; empty when it has no mark. NixOS' banners are no marks. */
  public static Optional<Part> part(LogLine line) {
    // A first look that costs little: nearly every line of a console begins otherwise.
    if (!mayBeMarked(line.text())) {
      return Optional.empty();
    }
    Matcher marked = MARKED.matcher(line.text());
    if (!marked.find() || line.text().endsWith(" >>>")) {
      return Optional.empty();
    }
    String text = marked.group(3);
    var own =
        new LogLine(
            line.number(),
            line.offset() + line.text().length() - text.length(),
            text,
            line.ended(),
            line.seconds(),
            null);
    return Optional.of(new Part(marked.group(1) != null, own));
  }

  /** Whether a line has a mark in front. */
  public static boolean isMarked(String text) {
    return mayBeMarked(text) && MARKED.matcher(text).find();
  }

  private static boolean mayBeMarked(String text) {
    return text.length() > 3
        && ">-<SRTsrt".indexOf(text.charAt(text.charAt(0) == '[' ? 1 : 0)) >= 0;
  }

  public void add(Part part) {
    if (part.sent()) {
      replies.command(part.line().text().strip());
    } else {
      replies.output(part.line());
    }
  }

  /** The first reply that stands under another command than its own, when they all do. */
  public Optional<LogLine> misattributed() {
    return replies.misattributed();
  }
}
