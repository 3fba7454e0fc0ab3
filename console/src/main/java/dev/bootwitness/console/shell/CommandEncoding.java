package dev.bootwitness.console.shell;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes a command's text so that it passes through a terminal intact.
 *
 * <p>A short command of printable ASCII is typed unchanged, so that the serial log stays readable.
 * Any other command is typed in pieces in the notation of printf(1)'s {@code %b}, in which every
 * byte is printable: no byte has a meaning to the terminal, and no line is longer than a terminal
 * accepts.
 */
final class CommandEncoding {

  /** Busybox edits lines of at most 1024 bytes; the verb and the nonce precede the text. */
  private static final int LINE_LIMIT = 900;

  private static final String[] ENCODED = new String[256];

  static {
    Arrays.setAll(ENCODED, CommandEncoding::encode);
  }

  private CommandEncoding() {}

  static boolean plain(String command) {
    return !command.isEmpty()
        && command.length() <= LINE_LIMIT
        && command.chars().allMatch(c -> c >= 0x20 && c < 0x7f)
        && command.equals(command.strip());
  }

  /** The command in {@code %b} notation, each piece at most {@value #LINE_LIMIT} characters. */
  static List<String> pieces(String command) {
    return pieces(command.getBytes(StandardCharsets.UTF_8));
  }

  /** Any bytes in {@code %b} notation, each piece at most {@value #LINE_LIMIT} characters. */
  static List<String> pieces(byte[] bytes) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (byte b : bytes) {
      String next = ENCODED[b & 0xff];
      if (piece.length() + next.length() > LINE_LIMIT) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(next);
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  private static String encode(int b) {
    // read(1) strips blanks at both ends of a line, and %b gives the backslash its meaning.
    boolean asItIs = b > 0x20 && b < 0x7f && b != '\\';
    return asItIs ? String.valueOf((char) b) : String.format("\\0%03o", b);
  }
}
