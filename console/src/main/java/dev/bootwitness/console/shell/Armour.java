package dev.bootwitness.console.shell;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/** A piece of output as the agent sends it: base64, or hexadecimal digits by od(1). */
final class Armour {

  /** Checksum and length of a piece; the nonce precedes it. */
  private static final Pattern HEADER = Pattern.compile("([0-9a-f]{1,32}) [0-9]+~\\n");

  private Armour() {}

  /**
   * The piece with this nonce in {@code text}; empty unless it is present, complete and undamaged.
   */
  static Optional<byte[]> read(String text, String nonce, int count) {
    String mark = AgentLine.MARK + nonce;
    for (int at = text.indexOf(mark + " c "); at >= 0; at = text.indexOf(mark + " c ", at + 1)) {
      String said = text.substring(at + mark.length() + " c ".length());
      Matcher header = HEADER.matcher(said);
      int end = said.indexOf(mark + " d~");
      if (header.lookingAt() && end >= header.end()) {
        return intact(said.substring(header.end(), end), header.group(1), count);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> intact(String body, String sum, int count) {
    byte[] bytes = decode(body);
    boolean intact = bytes.length == count && Checksum.matches(sum, bytes);
    return intact ? Optional.of(bytes) : Optional.empty();
  }

  /** The bytes; none when noise left it in neither notation. */
  static byte[] decode(String armoured) {
    String body = armoured.strip();
    // od puts blanks between bytes; a single one has none, but base64 is never two characters.
    boolean hexadecimal = body.indexOf(' ') >= 0 || body.length() == 2;
    String compact = body.replaceAll("\\s", "");
    try {
      return hexadecimal ? HexFormat.of().parseHex(compact) : Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException noise) {
      return new byte[0];
    }
  }
}
