package dev.bootwitness.cli;

import dev.bootwitness.report.Style;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where words for a person go.
 *
 * @param terminal whether what is written can be redrawn
 */
record Output(PrintStream stream, Style style, boolean terminal, IntSupplier columns) {

  /** Set by the launcher to the terminal's width, and only if standard output is a terminal. */
  private static final String COLUMNS = "bootwitness.columns";

  private static final int NO_TERMINAL = 0;
  private static final int UNKNOWN_WIDTH = 80;

  /** Standard output as it is: a terminal unless {@code plain} or redirected. */
  static Output standard(boolean plain) {
    int width = Integer.getInteger(COLUMNS, NO_TERMINAL);
    boolean terminal = !plain && width > NO_TERMINAL;
    return new Output(
        System.out,
        Style.of(System.getenv(), terminal, System.out.charset()),
        terminal,
        () -> terminal ? width : UNKNOWN_WIDTH);
  }
}
