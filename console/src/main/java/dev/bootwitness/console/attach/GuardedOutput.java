package dev.bootwitness.console.attach;

import dev.bootwitness.console.terminal.Csi;
import dev.bootwitness.console.terminal.VtHandler;
import dev.bootwitness.console.terminal.VtParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Filters guest output, passing only what a guest may do to a person's terminal.
 *
 * <p>Text, colours, cursor movement, erasing, scrolling and modes pass. Queries do not: the console
 * answers them already, and a second answer, from the person's terminal, would be typed into the
 * guest. Strings (OSC, DCS, APC: titles, the clipboard, terminal-specific commands), window
 * operations, and anything that takes a terminal out of UTF-8 do not pass either. Not thread-safe.
 * Source: ECMA-48, xterm's ctlseqs.
 */
public final class GuardedOutput {

  /** Undoes the modes that a guest may have left on: mouse, paste, alternate screen, colours. */
  public static final String RESTORE =
      "\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?1006l\033[?2004l\033[?1049l\033[?25h"
          + "\033[!p\033[0m";

  private static final int ESC = 0x1b;

  /** Asks a terminal for its answerback message. */
  private static final int ENQ = 0x05;

  /** No control sequence in use is nearly as long. */
  private static final int LONGEST = 256;

  /** Functions without private marker and intermediate bytes. */
  private static final String PLAIN = "@ABCDEFGHIJKLMPSTXZ`abdefghlmrsu";

  /** Functions with the marker {@code ?}: DEC modes, and selective erase. */
  private static final String DEC_PRIVATE = "hlJK";

  private final VtParser parser = new VtParser(new Judge());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final byte[] sequence = new byte[LONGEST];
  private int held;

  /**
   * The part of {@code bytes[0..length)} that may be shown; an incomplete sequence waits for its
   * rest.
   */
  public byte[] show(byte[] bytes, int length) {
    out.reset();
    for (int i = 0; i < length; i++) {
      if (bytes[i] == ESC) {
        // It abandons the sequence begun, e.g. a title, which must not be output with what follows.
        held = 0;
      }
      if (held < LONGEST) {
        sequence[held] = bytes[i];
      }
      held++;
      // Byte by byte, so that the held bytes are exactly the sequence that the parser reports.
      parser.feed(bytes, i, i + 1);
      if (!parser.pending()) {
        held = 0;
      }
    }
    return out.toByteArray();
  }

  private final class Judge implements VtHandler {
    @Override
    public void ascii(byte[] bytes, int from, int to, long offset) {
      out.write(bytes, from, to - from);
    }

    @Override
    public void codePoint(int codePoint, long offset) {
      out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void control(int c0, long offset) {
      if (c0 != ENQ) {
        out.write(c0);
      }
      // In the middle of a sequence it acts at once and is not part of it (ECMA-48, Williams).
      held--;
    }

    @Override
    public void csi(Csi csi, long offset) {
      String allowed =
          switch (csi.privateMarker()) {
            case 0 -> plain(csi.intermediate());
            case '?' -> csi.intermediate() == 0 ? DEC_PRIVATE : "";
            default -> "";
          };
      if (allowed.indexOf(csi.finalByte()) >= 0) {
        pass();
      }
    }

    /** Soft reset is {@code ! p}, the cursor's shape is {@code SP q}. */
    private static String plain(int intermediate) {
      return switch (intermediate) {
        case 0 -> PLAIN;
        case '!' -> "p";
        case ' ' -> "q";
        default -> "";
      };
    }

    @Override
    public void escape(int intermediate, int finalByte, long offset) {
      boolean charset = intermediate >= '(' && intermediate <= '+';
      boolean cursor = intermediate == 0 && "78DEHMc=>".indexOf(finalByte) >= 0;
      if (charset || cursor) {
        pass();
      }
    }

    private void pass() {
      if (held <= LONGEST) {
        out.write(sequence, 0, held);
      }
    }
  }
}
