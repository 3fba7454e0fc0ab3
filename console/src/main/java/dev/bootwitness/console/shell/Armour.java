package dev.bootwitness.console.shell;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/** A piece of output as the agent sends it: base64, or hexadecimal digits by od(1). */
final class Armour {

  private Armour() {}

  /** The piece with this nonce in {@code text}; empty unless it is there, whole and undamaged. */
  static Optional<byte[]> read(String text, String nonce, int count) {
    Matcher piece =
        Pattern.compile(
                "%1$s%2$s c ([0-9]{1,10}) [0-9]+~\\n([^~]*)%1$s%2$s d~"
                    .formatted(AgentLine.MARK, nonce))
            .matcher(text);
    if (!piece.find()) {
      return Optional.empty();
    }
    byte[] bytes = decode(piece.group(2));
    boolean intact =
        bytes.length == count && PosixCksum.of(bytes) == Long.parseLong(piece.group(1));
    return intact ? Optional.of(bytes) : Optional.empty();
  }

  /** The bytes; none when noise got between so that it is neither notation. */
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
