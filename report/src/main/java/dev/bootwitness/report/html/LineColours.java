package dev.bootwitness.report.html;

import dev.bootwitness.base.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Colours the lines of a console: the text is that of {@code serial.txt}, the colours are derived
 * from its raw bytes.
 *
 * <p>This is not a terminal. It follows what a log line does (carriage return, backspace, tab,
 * erasing to the end) and trusts its own result only where that is exactly the text; any other line
 * has no colour. Remembers the rendition from line to line. Not thread-safe.
 */
final class LineColours {
  private static final char ESCAPE = '\u001b';
  private static final int TAB = 8;
  private static final int LONGEST = 8192;

  private Rendition rendition = Rendition.PLAIN;
  private final StringBuilder drawn = new StringBuilder();
  private final List<Rendition> styles = new ArrayList<>();
  private int cursor;
  private boolean ended;

  /** The line without colours. */
  static List<StyledText> plain(String text) {
    return List.of(new StyledText(VisibleText.of(text), ""));
  }

  /**
   * The line with its colours.
   *
   * @param text as in {@code serial.txt}
   * @param raw the bytes from the line's first character up to that of the next line, whose colours
   *     may be set before it
   */
  List<StyledText> of(String text, byte[] raw) {
    drawn.setLength(0);
    styles.clear();
    cursor = 0;
    ended = false;
    draw(new String(raw, StandardCharsets.UTF_8));
    String line = drawn.toString().stripTrailing();
    return line.equals(text.stripTrailing()) ? runs(line) : plain(text);
  }

  private List<StyledText> runs(String line) {
    List<StyledText> runs = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= line.length(); at++) {
      if (at == line.length() || !styles.get(at).equals(styles.get(from))) {
        String piece = VisibleText.of(line.substring(from, at));
        runs.add(new StyledText(piece, styles.get(from).css()));
        from = at;
      }
    }
    return runs;
  }

  private void draw(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case ESCAPE -> at = escape(text, at);
        case '\r' -> cursor = 0;
        case '\b' -> cursor = Math.max(0, cursor - 1);
        case '\t' -> {
          for (int to = ended ? cursor : (cursor / TAB + 1) * TAB;
              cursor < Math.min(to, LONGEST); ) {
            put(' ');
          }
        }
        case '\n' -> ended = true;
        default -> {
          if (!Character.isISOControl(c)) {
            put(c);
          }
        }
      }
    }
  }

  private void put(char c) {
    if (ended || cursor >= LONGEST) {
      return;
    }
    if (cursor == drawn.length()) {
      drawn.append(c);
      styles.add(rendition);
    } else {
      drawn.setCharAt(cursor, c);
      styles.set(cursor, rendition);
    }
    cursor++;
  }

  /** Skips an escape sequence; returns the index of its last character. */
  private int escape(String text, int at) {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ESCAPE;
    return switch (kind) {
      case '[' -> control(text, at + 2);
      case ']', 'P', '_', '^' -> string(text, at + 2);
      case '(', ')', '#', '%' -> at + 2;
      default -> at + 1;
    };
  }

  private int control(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) < '@') {
      end++;
    }
    if (end < text.length()) {
      String parameters = text.substring(from, end);
      if (text.charAt(end) == 'm') {
        rendition = rendition.after(parameters);
      } else if (text.charAt(end) == 'K'
          && !ended
          && (parameters.isEmpty() || parameters.equals("0"))) {
        drawn.setLength(Math.min(cursor, drawn.length()));
        styles.subList(drawn.length(), styles.size()).clear();
      }
    }
    return end;
  }

  private static int string(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) == '\u0007'
          || (text.charAt(at) == '\\' && text.charAt(at - 1) == ESCAPE)) {
        return at;
      }
    }
    return text.length();
  }
}
