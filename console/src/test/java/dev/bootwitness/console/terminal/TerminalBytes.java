package dev.bootwitness.console.terminal;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** Random bytes as programs, menus and broken lines send them to terminals. */
final class TerminalBytes {

  private static final String[] TEXTS = {
    "a",
    "word ",
    "login: ",
    "# ",
    "0123456789",
    "─│├",
    "漢",
    "漢字",
    "한",
    "😀",
    "e\u0301",
    "●",
    "x\u0300\u0323",
    "q",
    "lqk",
    "~`{",
    " ",
  };

  private static final String[] CONTROLS = {
    "\r", "\n", "\r\n", "\r\r\n", "\b", "\b \b", "\t", "\013", "\f", "\016", "\017", "\0", "\177",
    "\007", "\030", "\032",
  };

  private static final String[] ESCAPES = {
    "7", "8", "7", "8", "D", "E", "M", "H", "c", "n", "o", "#8", "(0", "(B", ")0", ")B", "*0", "+A",
    "(A", "%@", "%G", "=", ">", "(U", "e", "\\", "#3", "((0", "Z",
  };

  private static final String[] STRINGS = {
    "\033]0;title\007",
    "\033]8;;http://x/\033\\",
    "\033]104\007",
    "\033P$q\"p\033\\",
    "\033P+q544e;\n\033\\",
    "\033_apc\033\\",
    "\033^pm\033\\",
    "\u009d0;t\u009c",
    "\033]2;\030",
    "\033Xsos\033\\",
    "\033]3008;start=1\033\\",
  };

  private static final String FINALS = "@ABCDEFGHIJKLMPSTXZ`abdefgmnrsutc";
  private static final int[] PRIVATE = {6, 6, 7, 7, 7, 25, 47, 1047, 1048, 1049, 2004, 1, 12};

  private final SplittableRandom random;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private TerminalBytes(SplittableRandom random) {
    this.random = random;
  }

  /** A mixture of up to {@code most} pieces. */
  static byte[] mixture(SplittableRandom random, int most) {
    TerminalBytes bytes = new TerminalBytes(random);
    for (int n = random.nextInt(1, most + 1); n > 0; n--) {
      bytes.piece();
    }
    return bytes.out.toByteArray();
  }

  private void piece() {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> write(any(TEXTS));
      case 8, 9, 10, 11 -> write(any(CONTROLS));
      case 12, 13 -> write("\033" + any(ESCAPES));
      case 14 -> write(any(STRINGS));
      case 15 -> write("\033[?" + PRIVATE[random.nextInt(PRIVATE.length)] + (flip() ? "h" : "l"));
      case 16 -> write("\033[" + (flip() ? "4" : "20") + (flip() ? "h" : "l"));
      case 17 -> write(flip() ? "\033[!p" : "\033[0;1;38:5:185m");
      case 18 -> out.write(random.nextInt(256));
      case 19 -> broken();
      default -> write(function());
    }
  }

  private String function() {
    StringBuilder csi = new StringBuilder(random.nextInt(8) == 0 ? "\u009b" : "\033[");
    for (int n = random.nextInt(3); n > 0; n--) {
      csi.append(parameter());
      csi.append(n > 1 ? ";" : "");
    }
    return csi.append(FINALS.charAt(random.nextInt(FINALS.length()))).toString();
  }

  private int parameter() {
    return random.nextInt(16) == 0 ? 300 : random.nextInt(9);
  }

  /** A sequence whose end is missing, or with something in its middle. */
  private void broken() {
    String whole = flip() ? function() : any(STRINGS);
    int cut = random.nextInt(1, whole.length());
    write(whole.substring(0, cut));
    if (flip()) {
      write(any(CONTROLS) + whole.substring(cut));
    }
  }

  private boolean flip() {
    return random.nextBoolean();
  }

  private String any(String[] of) {
    return of[random.nextInt(of.length)];
  }

  private void write(String text) {
    out.writeBytes(Hazards.utf8(text));
  }
}
