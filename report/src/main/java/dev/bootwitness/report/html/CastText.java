package dev.bootwitness.report.html;

/**
 * A guest's output on its way into the player's JSON, from event to event.
 *
 * <p>Characters that reorder or hide text become U+FFFD. A request to resize the terminal ({@code
 * CSI … t}) is removed: the player would obey it, whatever the size. Not thread-safe.
 */
public final class CastText {
  private static final char ESCAPE = '\u001b';
  private static final char CSI = '\u009b';
  private static final int LONGEST_SEQUENCE = 64;

  /** A control sequence that is not complete yet; empty outside of one. */
  private final StringBuilder sequence = new StringBuilder();

  /** Appends the text as the inside of a JSON string that holds no {@code <}. */
  public void append(StringBuilder out, CharSequence text) {
    for (int at = 0; at < text.length(); ) {
      int c = Character.codePointAt(text, at);
      next(out, c);
      at += Character.charCount(c);
    }
  }

  private void next(StringBuilder out, int c) {
    if (sequence.isEmpty()) {
      if (c == ESCAPE || c == CSI) {
        sequence.append((char) c);
      } else {
        character(out, c);
      }
      return;
    }
    boolean opened = sequence.length() > 1 || sequence.charAt(0) == CSI;
    boolean goesOn = opened ? c >= ' ' && c < '@' : c == '[';
    if (goesOn && sequence.length() < LONGEST_SEQUENCE) {
      sequence.append((char) c);
      return;
    }
    if (!(opened && c == 't')) {
      sequence.codePoints().forEach(held -> character(out, held));
      character(out, c);
    }
    sequence.setLength(0);
  }

  private static void character(StringBuilder out, int c) {
    if ((c >= '?' && c < 0x7f && c != '\\') || (c >= '\'' && c < '<') || c == ' ') {
      out.append((char) c);
      return;
    }
    switch (Character.getType(c)) {
      case Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          out.append('\ufffd');
      default -> {
        if (c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == 0x7f) {
          out.append("\\u00").append(Character.forDigit(c >> 4, 16));
          out.append(Character.forDigit(c & 15, 16));
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }
}
