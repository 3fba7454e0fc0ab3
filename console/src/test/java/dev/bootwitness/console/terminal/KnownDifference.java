package dev.bootwitness.console.terminal;

import dev.bootwitness.base.CharacterWidth;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a screen differs from xterm.js on purpose, each with its reason.
 *
 * <p>Inputs that contain one are not compared. Those of the parser are found by a pattern over the
 * bytes (more is excluded than need be), the others by following the functions.
 */
final class KnownDifference implements VtHandler {

  private static final Map<String, Pattern> OF_THE_PARSER =
      Map.of(
          "a line feed ends an OSC: a kernel message after a broken title must not be lost",
          Pattern.compile("(?:\\x1b]|\\xc2\\x9d)[^\\x07\\x1b\\x18\\x1a]*\\n"),
          "BEL or a line feed ends SOS, PM and APC, as it does an OSC",
          Pattern.compile("(?:\\x1b[X^_]|\\xc2[\\x98\\x9e\\x9f])[^\\x1b\\x18\\x1a]*[\\x07\\n]"),
          "a byte beyond ASCII abandons an escape sequence and is text; xterm.js drops it",
          Pattern.compile(
              "\\x1b[\\x00-\\x1a\\x1c-/\\x7f]*[\\x80-\\xff]"
                  + "|(?:\\x1b\\[|\\xc2\\x9b)[\\x00-\\x1a\\x1c-?\\x7f]*[\\x80-\\xff]"),
          "bytes beyond ASCII do not end DCS, SOS, PM and APC; xterm.js drops into text there",
          Pattern.compile(
              "(?:\\x1b[PX^_]|\\xc2[\\x90\\x98\\x9e\\x9f])[^\\x1b\\x18\\x1a]*[\\x80-\\xff]"),
          "no C1 control but ST ends an OSC",
          Pattern.compile(
              "(?:\\x1b]|\\xc2\\x9d)[^\\x07\\x1b\\x18\\x1a]*\\xc2[\\x80-\\x9b\\x9d-\\x9f]"));

  private final byte[] input;
  private final int columns;
  private @Nullable String found;
  private long endOfPrint = -1;
  private boolean charsets;
  private boolean origin;
  private boolean margins;
  private boolean tabs;
  private boolean alternate;
  private boolean newline;
  private boolean wide;
  private boolean noWrap;

  private KnownDifference(byte[] input, int columns) {
    this.input = input;
    this.columns = columns;
  }

  /** Why {@code input} need not look the same in rows of {@code columns}. */
  static Optional<String> in(byte[] input, int columns) {
    String latin1 = new String(input, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, Pattern> difference : OF_THE_PARSER.entrySet()) {
      if (difference.getValue().matcher(latin1).find()) {
        return Optional.of(difference.getKey());
      }
    }
    KnownDifference finder = new KnownDifference(input, columns);
    new VtParser(finder).feed(input, 0, input.length);
    return Optional.ofNullable(finder.found);
  }

  private void differs(boolean here, String reason) {
    if (here && found == null) {
      found = reason;
    }
  }

  @Override
  public void ascii(byte[] bytes, int from, int to, long offset) {
    endOfPrint = offset + to - from;
  }

  @Override
  public void codePoint(int codePoint, long offset) {
    differs(codePoint == 0xfeff, "xterm.js drops U+FEFF as a byte order mark");
    differs(
        CharacterWidth.of(codePoint) == 0 && endOfPrint != offset,
        "a combining character is added to the cell before the cursor whatever came between;"
            + " xterm.js gives it a cell of its own");
    wide |= CharacterWidth.of(codePoint) == 2;
    halves();
    // It is not specified how many malformed bytes one U+FFFD stands for.
    endOfPrint = codePoint == Utf8Decoder.REPLACEMENT ? -1 : offset + utf8Length(codePoint);
  }

  private static int utf8Length(int codePoint) {
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public void control(int c0, long offset) {
    charsets |= c0 == 0x0e || c0 == 0x0f;
  }

  @Override
  public void escape(int intermediate, int finalByte, long offset) {
    differs(
        finalByte == 'M' && intermediate == 0 && input[(int) offset] != 0x1b,
        "RI has an eight-bit form; xterm.js knows those of IND, NEL and HTS only");
    charsets |= (intermediate >= '(' && intermediate <= '/') || intermediate == '%';
    differs(
        intermediate >= '(' && intermediate <= '.' && "4C5RQKYE6ZH7=".indexOf(finalByte) >= 0,
        "national sets are taken for ASCII");
    if (intermediate == '#' && finalByte == '8') {
      differs(margins || origin, "DECALN resets the margins (DEC STD 070)");
    } else if (intermediate == 0) {
      differs("|}~".indexOf(finalByte) >= 0, "GR is not used by UTF-8; xterm.js shifts GL");
      charsets |= finalByte == 'n' || finalByte == 'o';
      tabs |= finalByte == 'H';
      differs(finalByte == 'c' && newline, "RIS resets LNM");
      restores(finalByte == '8');
      alternates();
    }
  }

  @Override
  public void csi(Csi csi, long offset) {
    int last = csi.finalByte();
    if (csi.intermediate() != 0) {
      differs(
          (csi.intermediate() == ' ' && (last == '@' || last == 'A'))
              || (csi.intermediate() == '\'' && (last == '}' || last == '~'))
              || (csi.intermediate() == '"' && last == 'q'),
          "SL, SR, DECIC, DECDC and DECSCA are not known: no console program uses them");
    } else if (csi.privateMarker() == '?') {
      for (int i = 0; i < csi.count() && (last == 'h' || last == 'l'); i++) {
        privateMode(csi.parameter(i, 0), last == 'h');
      }
    } else if (csi.privateMarker() == 0) {
      function(csi, last, offset);
    }
    alternates();
  }

  private void function(Csi csi, int last, long offset) {
    margins |= last == 'r';
    tabs |= last == 'g';
    restores(last == 'u');
    differs(
        last == 'b' && offset != endOfPrint,
        "REP repeats what was printed last when a string or DEL came between");
    differs(
        last == 'b' && csi.parameter(0, 1) > columns,
        "REP repeats no more than a row's worth: a flood of it must not cost seconds");
    differs(
        origin && margins && "ABCDEFG`ae".indexOf(last) >= 0,
        "relative movement in origin mode counts from the cursor; xterm.js adds the margin");
    for (int i = 0; i < csi.count() && last == 'h'; i++) {
      newline |= csi.parameter(i, 0) == 20;
    }
  }

  private void privateMode(int mode, boolean set) {
    differs(mode == 45, "reverse wrap-around is not known");
    differs(mode == 2 && set, "VT52 mode is not known");
    origin |= mode == 6;
    noWrap |= mode == 7 && !set;
    halves();
    alternate |= mode == 47 || mode == 1047 || mode == 1049;
    restores((mode == 1048 || mode == 1049) && !set);
  }

  private void halves() {
    differs(
        wide && noWrap,
        "half of a wide character in the last column is never left over; xterm.js leaves it");
  }

  private void restores(boolean here) {
    differs(
        here && (charsets || origin),
        "DECRC restores character sets and origin mode (VT220); xterm.js the set in use only");
  }

  private void alternates() {
    differs(
        alternate && (margins || tabs),
        "margins and tab stops belong to the terminal, as in xterm; xterm.js has them per screen");
  }
}
