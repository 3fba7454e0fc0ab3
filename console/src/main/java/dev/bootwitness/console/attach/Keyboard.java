package dev.bootwitness.console.attach;

import java.util.Arrays;

/**
 * Drops from a terminal's input what no key sends: the terminal's answers to queries.
 *
 * <p>A library that asks the terminal what it can ({@code CSI c}, {@code CSI ? u}, {@code CSI ?
 * 2026 $ p}) may not wait for the answers; typed into a guest they would be junk at a prompt. They
 * are control sequences with a private marker ({@code CSI ?}, {@code CSI >}); mouse reports ({@code
 * CSI <}) pass. Answers that are strings (DCS) pass too: Alt-P begins like one and must not swallow
 * what is typed after it. A lone Escape key passes at once; if an answer follows in the next read,
 * only its Escape has gone through. Not thread-safe. Source: xterm's ctlseqs.
 */
public final class Keyboard {

  private enum State {
    KEYS,
    ESCAPE,
    SEQUENCE,
    ANSWER
  }

  private static final byte ESC = 0x1b;

  private State state = State.KEYS;
  private byte[] out = {};
  private int length;

  /** Whether the Escape before the present byte is written out already. */
  private boolean escapeGone;

  /** The keys among {@code bytes[0..count)}. */
  public byte[] keys(byte[] bytes, int count) {
    // At most two bytes held from the last call come out in addition.
    out = new byte[count + 2];
    length = 0;
    for (int i = 0; i < count; i++) {
      step(bytes[i]);
    }
    if (state == State.ESCAPE && !escapeGone) {
      put(ESC);
      escapeGone = true;
    }
    return Arrays.copyOf(out, length);
  }

  private void put(byte b) {
    out[length++] = b;
  }

  private void step(byte b) {
    switch (state) {
      case KEYS -> key(b);
      case ESCAPE -> afterEscape(b);
      case SEQUENCE -> afterCsi(b);
      case ANSWER -> {
        if (b >= 0x40) {
          state = State.KEYS;
        }
      }
    }
  }

  private void key(byte b) {
    if (b == ESC) {
      state = State.ESCAPE;
      escapeGone = false;
    } else {
      put(b);
    }
  }

  private void afterEscape(byte b) {
    if (b == '[') {
      state = State.SEQUENCE;
    } else {
      state = State.KEYS;
      putEscape();
      key(b);
    }
  }

  private void afterCsi(byte b) {
    if (b == '?' || b == '>') {
      state = State.ANSWER;
    } else {
      state = State.KEYS;
      putEscape();
      put((byte) '[');
      key(b);
    }
  }

  private void putEscape() {
    if (!escapeGone) {
      put(ESC);
    }
  }
}
