package dev.bootwitness.console.terminal;

/**
 * A streaming parser of UTF-8 text with terminal control sequences.
 *
 * <p>A state machine after Paul Williams' parser of DEC-compatible terminals
 * (vt100.net/emu/dec_ansi_parser), with UTF-8 decoded in the ground state. The result does not
 * depend on how the input is split into reads: an incomplete sequence or character is held back in
 * the state and never passed on. Memory is fixed.
 *
 * <p>Three departures, all so that a console can never be lost in a broken sequence: a line feed
 * ends an OSC, SOS, PM or APC string (no title contains one, but a kernel's message that follows a
 * broken sequence begins with one); no string lasts longer than {@value #MAX_STRING} bytes; a byte
 * beyond ASCII abandons an escape or control sequence and is text again.
 *
 * <p>Not thread-safe.
 */
public final class VtParser {

  /** The number of bytes after which an OSC, DCS or other string is given up. */
  static final int MAX_STRING = 1 << 16;

  private enum State {
    GROUND,
    ESCAPE,
    ESCAPE_INTERMEDIATE,
    CSI_PARAMETER,
    CSI_INTERMEDIATE,
    CSI_IGNORE,
    /** OSC, SOS, PM, APC: ended by ST, BEL or a line feed. */
    STRING,
    /** DCS: ended by ST; its data may well contain line feeds (sixel). */
    DEVICE_STRING,
    /** ESC inside a string: ST if a backslash follows. */
    STRING_ESCAPE
  }

  private static final int ESC = 0x1b;
  private static final int CAN = 0x18;
  private static final int SUB = 0x1a;
  private static final int BEL = 0x07;
  private static final int DEL = 0x7f;
  private static final int C1_LEAD = 0xc2; // UTF-8's first byte of U+0080–U+009F
  private static final int ST = 0x9c;

  private final VtHandler handler;
  private final Utf8Decoder utf8 = new Utf8Decoder();
  private final Csi csi = new Csi();
  private State state = State.GROUND;
  private int escapeIntermediate;
  private int stringLength;
  private int previousInString;
  private long sequenceStart;
  private long characterStart;
  private long consumed;

  public VtParser(VtHandler handler) {
    this.handler = handler;
  }

  /** Bytes fed so far. */
  public long consumed() {
    return consumed;
  }

  /** Byte sequences so far that were not UTF-8; each was passed on as one U+FFFD. */
  public long malformed() {
    return utf8.malformed();
  }

  /** Whether the input so far ends inside a control sequence or character. */
  public boolean pending() {
    return state != State.GROUND || utf8.pending();
  }

  /** Parses {@code bytes[from..to)}. */
  public void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int end = state == State.GROUND && !utf8.pending() ? asciiRun(bytes, i, to) : i;
      if (end > i) {
        handler.ascii(bytes, i, end, consumed);
        consumed += end - i;
        i = end;
      } else {
        step(bytes[i] & 0xff);
        consumed++;
        i++;
      }
    }
  }

  private static int asciiRun(byte[] bytes, int from, int to) {
    int i = from;
    // As a signed byte 0x80–0xFF is negative, so one comparison leaves printable ASCII and DEL.
    while (i < to && bytes[i] >= 0x20 && bytes[i] != DEL) {
      i++;
    }
    return i;
  }

  private void step(int b) {
    if (state == State.GROUND) {
      ground(b);
    } else if (b == ESC) {
      escape();
    } else if (b == CAN || b == SUB) {
      state = State.GROUND;
    } else if (!inString() && b >= 0x80) {
      state = State.GROUND;
      ground(b);
    } else if (inString() || b != DEL) {
      switch (state) {
        case ESCAPE -> afterEscape(b);
        case ESCAPE_INTERMEDIATE -> afterIntermediate(b);
        case CSI_PARAMETER -> csiParameter(b);
        case CSI_INTERMEDIATE -> csiIntermediate(b);
        case CSI_IGNORE -> csiIgnore(b);
        case STRING -> string(b, b == BEL || b == '\n');
        case DEVICE_STRING -> string(b, false);
        case STRING_ESCAPE -> stringEscape(b);
        case GROUND -> throw new AssertionError("ground is handled above");
      }
    }
  }

  private boolean inString() {
    return state == State.STRING || state == State.DEVICE_STRING;
  }

  private void ground(int b) {
    if (utf8.pending() || b >= 0x80) {
      character(b);
    } else if (b == ESC) {
      escape();
    } else if (b < 0x20 || b == DEL) {
      handler.control(b, consumed);
    } else {
      handler.ascii(new byte[] {(byte) b}, 0, 1, consumed);
    }
  }

  private void character(int b) {
    if (!utf8.pending()) {
      characterStart = consumed;
    }
    int result = utf8.feed(b);
    if (result == Utf8Decoder.BROKEN_BEFORE) {
      handler.codePoint(Utf8Decoder.REPLACEMENT, characterStart);
      ground(b);
    } else if (result >= 0) {
      printable(result, characterStart);
    }
  }

  private void printable(int codePoint, long offset) {
    if (codePoint >= 0x80 && codePoint <= 0x9f) {
      c1(codePoint, offset);
    } else {
      handler.codePoint(codePoint, offset);
    }
  }

  /** The eight-bit controls, which UTF-8 carries as two bytes (ECMA-48 §5.3, xterm ctlseqs). */
  private void c1(int codePoint, long offset) {
    sequenceStart = offset;
    afterEscape(codePoint - 0x40);
  }

  private void escape() {
    // In a string ESC may be the start of ST; elsewhere it abandons what was begun.
    if (inString()) {
      state = State.STRING_ESCAPE;
    } else {
      sequenceStart = consumed;
      state = State.ESCAPE;
    }
  }

  private void afterEscape(int b) {
    if (b < 0x20) {
      handler.control(b, consumed);
    } else if (b <= 0x2f) {
      escapeIntermediate = b;
      state = State.ESCAPE_INTERMEDIATE;
    } else {
      switch (b) {
        case '[' -> {
          csi.reset();
          state = State.CSI_PARAMETER;
        }
        case ']', 'X', '^', '_' -> beginString(State.STRING);
        case 'P' -> beginString(State.DEVICE_STRING);
        default -> finishEscape(0, b);
      }
    }
  }

  private void beginString(State kind) {
    stringLength = 0;
    previousInString = 0;
    state = kind;
  }

  private void afterIntermediate(int b) {
    if (b < 0x20) {
      handler.control(b, consumed);
    } else if (b > 0x2f) {
      finishEscape(escapeIntermediate, b);
    } else {
      escapeIntermediate = Csi.SEVERAL;
    }
  }

  private void finishEscape(int intermediate, int b) {
    state = State.GROUND;
    handler.escape(intermediate, b, sequenceStart);
  }

  private void csiParameter(int b) {
    if (b < 0x20) {
      handler.control(b, consumed);
    } else if (b <= 0x2f) {
      csi.intermediate(b);
      state = State.CSI_INTERMEDIATE;
    } else if (b <= '9') {
      csi.digit(b - '0');
    } else if (b == ':') {
      csi.colon();
    } else if (b == ';') {
      csi.semicolon();
    } else if (b > '?') {
      finishCsi(b);
    } else if (csi.begun()) {
      state = State.CSI_IGNORE; // a private marker comes before all parameters or not at all
    } else {
      csi.privateMarker(b);
    }
  }

  private void csiIntermediate(int b) {
    if (b < 0x20) {
      handler.control(b, consumed);
    } else if (b <= 0x2f) {
      csi.intermediate(b);
    } else if (b <= '?') {
      state = State.CSI_IGNORE;
    } else {
      finishCsi(b);
    }
  }

  private void csiIgnore(int b) {
    if (b < 0x20) {
      handler.control(b, consumed);
    } else if (b >= 0x40) {
      state = State.GROUND;
    }
  }

  private void finishCsi(int b) {
    state = State.GROUND;
    csi.finalByte(b);
    handler.csi(csi, sequenceStart);
  }

  private void string(int b, boolean ends) {
    boolean c1 = b == ST && previousInString == C1_LEAD;
    previousInString = b;
    if (ends || c1 || ++stringLength >= MAX_STRING) {
      state = State.GROUND;
      if (b == '\n') {
        handler.control(b, consumed);
      }
    }
  }

  private void stringEscape(int b) {
    if (b == '\\') {
      state = State.GROUND;
    } else {
      // Not ST: the string is abandoned and this is the byte after a fresh ESC.
      sequenceStart = consumed - 1;
      state = State.ESCAPE;
      afterEscape(b);
    }
  }
}
