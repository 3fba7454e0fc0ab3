package dev.bootwitness.machine.screen;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a VGA text screen, read from its memory: exact, where recognising characters in a
 * picture only guesses.
 *
 * <p>The memory at 0xb8000 holds a character and an attribute per cell, and is longer than the
 * screen: the kernel's vgacon scrolls by moving the start of the visible part. The start is in a
 * register that cannot be read without disturbing the guest, so it is derived from the picture: a
 * cell with ink in the picture must have a visible character in memory. If no start fits, this is
 * not a text screen after all.
 */
public final class TextMode {

  /** Where the memory of a colour text screen lies, and its length (IBM VGA; vgacon.c). */
  public static final long ADDRESS = 0xb8000;

  public static final int BYTES = 0x8000;

  private static final int COLUMNS = 80;
  private static final int CELL_HEIGHT = 16;
  private static final int ROWS = 25;

  /** The cursor makes a blank cell look inked, and may be in two places at two moments. */
  private static final int TOLERATED = 2;

  private static final Charset CODE_PAGE_437 = Charset.forName("IBM437");

  private TextMode() {}

  /** Whether a picture of this size can be a text screen: 80 by 25 cells of 8 or 9 by 16 pixels. */
  public static boolean possible(Picture picture) {
    return picture.height() == ROWS * CELL_HEIGHT
        && (picture.width() == COLUMNS * 8 || picture.width() == COLUMNS * 9);
  }

  /**
   * The screen's lines, without trailing spaces and without empty lines at the end.
   *
   * @param memory {@value #BYTES} bytes from {@link #ADDRESS}
   * @return empty when picture and memory do not belong together
   */
  public static Optional<List<String>> read(Picture picture, byte[] memory) {
    if (!possible(picture) || memory.length < BYTES) {
      return Optional.empty();
    }
    boolean[] ink = ink(picture);
    int best = -1;
    int fewest = TOLERATED + 1;
    for (int row = 0; (row + ROWS) * COLUMNS * 2 <= BYTES; row++) {
      int wrong = mismatches(ink, memory, row * COLUMNS, fewest);
      if (wrong < fewest) {
        fewest = wrong;
        best = row;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(lines(memory, best));
  }

  private static boolean[] ink(Picture picture) {
    boolean[] ink = new boolean[ROWS * COLUMNS];
    int width = picture.width() / COLUMNS;
    for (int cell = 0; cell < ink.length; cell++) {
      int left = cell % COLUMNS * width;
      int top = cell / COLUMNS * CELL_HEIGHT;
      int first = picture.pixel(left, top);
      for (int y = 0; y < CELL_HEIGHT && !ink[cell]; y++) {
        for (int x = 0; x < width && !ink[cell]; x++) {
          ink[cell] = picture.pixel(left + x, top + y) != first;
        }
      }
    }
    return ink;
  }

  private static int mismatches(boolean[] ink, byte[] memory, int start, int enough) {
    int wrong = 0;
    for (int cell = 0; cell < ink.length && wrong < enough; cell++) {
      wrong += ink[cell] == visible(memory, start + cell) ? 0 : 1;
    }
    return wrong;
  }

  private static boolean visible(byte[] memory, int cell) {
    int character = memory[cell * 2] & 0xff;
    int attribute = memory[cell * 2 + 1] & 0xff;
    // 0xdb fills the whole cell; text in the background colour cannot be seen.
    return character != 0
        && character != ' '
        && character != 0xff
        && character != 0xdb
        && (attribute & 0xf) != (attribute >> 4 & 0xf);
  }

  private static List<String> lines(byte[] memory, int row) {
    List<String> lines = new ArrayList<>();
    byte[] line = new byte[COLUMNS];
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x < COLUMNS; x++) {
        byte character = memory[((row + y) * COLUMNS + x) * 2];
        // Below space code page 437 has smileys and arrows, which Java reads as control characters.
        line[x] = character >= 0 && character < ' ' ? (byte) ' ' : character;
      }
      lines.add(new String(line, CODE_PAGE_437).replace('\u00a0', ' ').stripTrailing());
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return List.copyOf(lines);
  }
}
