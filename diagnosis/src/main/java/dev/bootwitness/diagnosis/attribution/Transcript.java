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

  /** The part that a line belongs to; empty when it has no mark. NixOS' banners are not marks. */
  public static Optional<Part> part(LogLine line) {
    // A cheap first check: nearly every console line begins differently.
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

  /** Whether a line begins with a mark. */
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

  /** The first reply that is under another command than its own, when all replies are. */
  public Optional<LogLine> misattributed() {
    return replies.misattributed();
  }
}
