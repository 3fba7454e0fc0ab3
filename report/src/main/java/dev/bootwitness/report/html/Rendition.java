package dev.bootwitness.report.html;

/**
 * How a terminal draws text: only what helps to read it. Concealed text, backgrounds and inverse
 * are ignored, since a guest could hide text with them.
 *
 * @param colour 0 to 15 of the sixteen colours, -1 for the default
 */
record Rendition(int colour, boolean bold) {
  static final Rendition PLAIN = new Rendition(-1, false);

  private static final int BRIGHT = 8;

  /** As an SGR sequence with these parameters leaves it (ECMA-48 8.3.117, and xterm's 38;5;n). */
  Rendition after(String parameters) {
    String[] codes = parameters.isEmpty() ? new String[] {"0"} : parameters.split("[;:]", -1);
    Rendition now = this;
    for (int i = 0; i < codes.length; i++) {
      int code = number(codes[i]);
      if ((code == 38 || code == 48) && i + 1 < codes.length) {
        boolean indexed = number(codes[i + 1]) == 5;
        int index = indexed && i + 2 < codes.length ? number(codes[i + 2]) : -1;
        if (code == 38) {
          now = new Rendition(index < 2 * BRIGHT ? index : -1, now.bold);
        }
        i += indexed ? 2 : 4;
      } else {
        now = now.after(code);
      }
    }
    return now;
  }

  private Rendition after(int code) {
    if (code == 0) {
      return PLAIN;
    } else if (code == 1) {
      return new Rendition(colour, true);
    } else if (code == 22) {
      return new Rendition(colour, false);
    } else if (code >= 30 && code <= 37) {
      return new Rendition(code - 30, bold);
    } else if (code == 39) {
      return new Rendition(-1, bold);
    } else if (code >= 90 && code <= 97) {
      return new Rendition(code - 90 + BRIGHT, bold);
    }
    return this;
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return 0;
    }
    return Integer.parseInt(text);
  }

  /** Its classes in the style sheet; empty for plain text. */
  String css() {
    String name = colour < 0 ? "" : "a" + colour;
    return bold ? (name + " b").strip() : name;
  }
}
