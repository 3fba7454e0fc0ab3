package dev.bootwitness.cli;

import dev.bootwitness.report.terminal.Style;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The output for a person.
 *
 * @param terminal whether written text can be redrawn
 * @param width of the terminal in columns; 0 when there is none
 */
record Output(PrintStream stream, Style style, boolean terminal, int width) {

  /** The launcher sets it to the terminal's width, and only if standard output is a terminal. */
  private static final String COLUMNS = "bootwitness.columns";

  private static final int UNKNOWN_WIDTH = 80;

  /**
   * Standard output as it is: a terminal unless {@code plain} or redirected. A dumb one cannot be
   * redrawn.
   */
  static Output standard(boolean plain) {
    int width = Math.max(0, Integer.getInteger(COLUMNS, 0));
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    boolean terminal = !plain && width > 0 && !dumb;
    return new Output(
        System.out, Style.of(System.getenv(), terminal, System.out.charset()), terminal, width);
  }

  /** For lines that are redrawn in place. */
  IntSupplier columns() {
    return () -> width > 0 ? width : UNKNOWN_WIDTH;
  }

  /** The terminal's width, or {@code none} for a file or a pipe. */
  int widthOr(int none) {
    return width > 0 ? width : none;
  }
}
