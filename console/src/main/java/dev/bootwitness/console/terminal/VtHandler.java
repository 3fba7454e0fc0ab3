package dev.bootwitness.console.terminal;

/**
 * Receives what a {@link VtParser} finds in a byte stream, in order.
 *
 * <p>Offsets are those of the first byte concerned, counted from the first byte ever fed. Calls
 * come from the thread that feeds the parser.
 */
public interface VtHandler {

  /** A run of printable ASCII: {@code bytes[from..to)}; the array is only lent. */
  void ascii(byte[] bytes, int from, int to, long offset);

  /** A printable character beyond ASCII, or U+FFFD for bytes that are not UTF-8. */
  void codePoint(int codePoint, long offset);

  /** A C0 control (0x00–0x1F, 0x7F) that is not part of a sequence. */
  void control(int c0, long offset);

  /** A complete control sequence. {@code csi} is only lent: its fields change with the next one. */
  void csi(Csi csi, long offset);

  /**
   * A complete escape sequence that is neither CSI nor a string.
   *
   * @param intermediate the intermediate byte (0x20–0x2F), 0 for none, 0xFF for more than one
   */
  void escape(int intermediate, int finalByte, long offset);
}
