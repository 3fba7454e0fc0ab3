package dev.bootwitness.console.terminal;

/**
 * A console's terminal: its text as a stream and as lines, its screen on demand, and the answers to
 * the guest's queries.
 *
 * <p>Text is decoded as it comes; the screen is drawn when {@link #screen} is called or the guest
 * asks for the cursor ({@link LazyScreen}), so that a flood of output costs no drawing. Memory is
 * fixed. Not thread-safe: its console guards it.
 */
public final class Terminal {

  private final LazyScreen lazy;
  private final TerminalText text;
  private final VtParser parser;

  /**
   * A terminal of the given size.
   *
   * @param sink completed lines
   * @param answer receives the terminal's answers to the guest's queries
   */
  public Terminal(int columns, int rows, LineLog.Sink sink, QueryReplies.Answer answer) {
    this.lazy = new LazyScreen(columns, rows);
    this.text = new TerminalText(columns, sink, new QueryReplies(lazy, answer));
    this.parser = new VtParser(text);
  }

  /** Takes {@code bytes[from..to)} from the guest. */
  public void feed(byte[] bytes, int from, int to) {
    lazy.append(bytes, from, to);
    parser.feed(bytes, from, to);
  }

  /** Bytes fed so far. */
  public long consumed() {
    return parser.consumed();
  }

  /** Byte sequences so far that were not UTF-8. */
  public long malformed() {
    return parser.malformed();
  }

  /** Whether the input so far ends inside a control sequence or character. */
  public boolean pending() {
    return parser.pending();
  }

  /** The text as one stream. */
  public TextFlow flow() {
    return text.flow();
  }

  /** The text as lines. */
  public LineLog lines() {
    return text.lines();
  }

  /** The screen as it is now; it changes with the next look. */
  public Screen screen() {
    return lazy.now();
  }
}
