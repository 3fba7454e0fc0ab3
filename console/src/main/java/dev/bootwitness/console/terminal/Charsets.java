package dev.bootwitness.console.terminal;

import java.util.Arrays;

/**
 * The character sets G0 to G3 of a terminal, and which of them is in use (ISO 2022, as far as a
 * UTF-8 terminal still honours it).
 *
 * <p>Only DEC's line drawing and the British set change anything; every other national set is taken
 * for ASCII. Single shifts are ignored. Source: VT220 Programmer Reference Manual, chapter 4.
 */
final class Charsets {

  /** DEC Special Graphics from 0x60 to 0x7e (VT220 table 2-4). */
  private static final String DRAWING = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

  private static final int ASCII = 'B';
  private static final int SETS = 4;

  /** Final bytes of national sets, all taken for ASCII. */
  private static final String NATIONAL = "4C5RQKYE6ZH7=";

  private final int[] sets = new int[SETS];
  private int inUse;

  Charsets() {
    reset();
  }

  void reset() {
    Arrays.fill(sets, ASCII);
    inUse = 0;
  }

  Charsets copy() {
    Charsets copy = new Charsets();
    copy.restore(this);
    return copy;
  }

  void restore(Charsets saved) {
    System.arraycopy(saved.sets, 0, sets, 0, SETS);
    inUse = saved.inUse;
  }

  /** SI, SO, LS2, LS3: from now on the set with this number is in use. */
  void shift(int set) {
    inUse = set;
  }

  /** {@code ESC ( 0} and its like; unknown ones change nothing. */
  void designate(int intermediate, int finalByte) {
    int set =
        switch (intermediate) {
          case '(' -> 0;
          case ')', '-' -> 1;
          case '*', '.' -> 2;
          case '+' -> 3;
          default -> SETS;
        };
    if (set < SETS) {
      switch (finalByte) {
        case '0', 'A', ASCII -> sets[set] = finalByte;
        default -> {
          if (NATIONAL.indexOf(finalByte) >= 0) {
            sets[set] = ASCII;
          }
        }
      }
    }
  }

  /** {@code ESC % G} and {@code ESC % @}: G0 in use, and it is ASCII. */
  void selectDefault() {
    inUse = 0;
    sets[0] = ASCII;
  }

  /** Whether ASCII bytes are themselves. */
  boolean plain() {
    return sets[inUse] == ASCII;
  }

  /** What an ASCII byte stands for. */
  int map(int ascii) {
    return switch (sets[inUse]) {
      case '0' -> ascii >= 0x60 && ascii <= 0x7e ? DRAWING.charAt(ascii - 0x60) : ascii;
      case 'A' -> ascii == '#' ? '£' : ascii;
      default -> ascii;
    };
  }
}
