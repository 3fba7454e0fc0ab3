package dev.bootwitness.console.terminal;

/**
 * Turns a console's bytes into text: the {@link TextFlow} that expect reads and the {@link LineLog}
 * that people read.
 *
 * <p>Line ends: any number of carriage returns before a line feed are one {@code \n}. In the flow,
 * a carriage return that moves the cursor back is {@code \r}, a backspace is {@code \b}, and a
 * movement to another line is {@code \n}, so that texts from different places of a screen never
 * touch. Not thread-safe.
 */
final class TerminalText implements VtHandler {

  /** A jump to the right longer than this is a layout, not spacing. */
  private static final int MAX_SPACING = 512;

  private final TextFlow flow = new TextFlow();
  private final LineLog lines;
  private final QueryReplies replies;
  private boolean carriageReturnHeld;
  private long carriageReturnOffset;

  /**
   * A decoder for rows that are {@code columns} wide.
   *
   * @param sink completed lines
   * @param replies answers what the guest asks
   */
  TerminalText(int columns, LineLog.Sink sink, QueryReplies replies) {
    this.lines = new LineLog(columns, sink);
    this.replies = replies;
  }

  /** The text as one stream. */
  TextFlow flow() {
    return flow;
  }

  /** The text as lines. */
  LineLog lines() {
    return lines;
  }

  @Override
  public void ascii(byte[] bytes, int from, int to, long offset) {
    releaseCarriageReturn();
    flow.append(bytes, from, to, offset);
    lines.put(bytes, from, to, offset);
  }

  @Override
  public void codePoint(int codePoint, long offset) {
    releaseCarriageReturn();
    flow.append(codePoint, 1, offset);
    lines.put(codePoint, offset);
  }

  @Override
  public void control(int c0, long offset) {
    switch (c0) {
      case '\n', 0x0b, 0x0c -> {
        carriageReturnHeld = false;
        flow.append('\n', 1, offset);
        lines.newlineAt(offset);
      }
      case '\r' -> {
        if (lines.column() > 0 && !carriageReturnHeld) {
          carriageReturnHeld = true;
          carriageReturnOffset = offset;
        }
        lines.carriageReturn();
      }
      case '\b' -> {
        releaseCarriageReturn();
        if (lines.column() > 0) {
          flow.append('\b', 1, offset);
          lines.column(lines.column() - 1);
        }
      }
      case '\t' -> {
        releaseCarriageReturn();
        flow.append('\t', 1, offset);
        int blanks = 8 - lines.column() % 8;
        lines.column(lines.column() + blanks);
      }
      default -> {}
    }
  }

  @Override
  public void csi(Csi csi, long offset) {
    if (csi.privateMarker() == 0 && csi.intermediate() == 0) {
      move(csi, offset);
    }
    replies.csi(csi, offset);
  }

  private void move(Csi csi, long offset) {
    switch (csi.finalByte()) {
      case 'H', 'f', 'A', 'B', 'E', 'F', 'd', 'L', 'M', 'S', 'T', 'r' -> elsewhere(offset);
      case 'C', 'a' -> forward(csi.parameter(0, 1), offset);
      case 'D' -> column(lines.column() - csi.parameter(0, 1), offset);
      case 'G', '`' -> column(csi.parameter(0, 1) - 1, offset);
      case 'J' -> {
        if (csi.parameter(0, 0) == 0) {
          lines.erase(0);
        } else {
          elsewhere(offset);
        }
      }
      case 'K' -> lines.erase(csi.parameter(0, 0));
      case 'P' -> lines.delete(csi.parameter(0, 1));
      default -> {}
    }
  }

  private void forward(int columns, long offset) {
    releaseCarriageReturn();
    int n = Math.min(columns, MAX_SPACING);
    for (int i = 0; i < n; i++) {
      flow.append(' ', 0, offset);
    }
    lines.column(lines.column() + n);
  }

  private void column(int column, long offset) {
    carriageReturnHeld = false;
    if (column != lines.column()) {
      flow.append(column < lines.column() ? '\r' : ' ', 0, offset);
      lines.column(column);
    }
  }

  private void elsewhere(long offset) {
    carriageReturnHeld = false;
    if (!lines.isEmpty()) {
      flow.append('\n', 0, offset);
    }
    lines.breakLine();
  }

  @Override
  public void escape(int intermediate, int finalByte, long offset) {
    if (intermediate == 0) {
      switch (finalByte) {
        case 'D', 'E', 'M', 'c', '8' -> elsewhere(offset);
        case 'Z' -> replies.identify();
        default -> {}
      }
    }
  }

  private void releaseCarriageReturn() {
    if (carriageReturnHeld) {
      carriageReturnHeld = false;
      flow.append('\r', 1, carriageReturnOffset);
    }
  }
}
