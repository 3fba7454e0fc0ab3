package dev.bootwitness.console.shell;

import java.util.Base64;
import java.util.HexFormat;

/** Decodes a piece of output that came as base64, or as hexadecimal digits by od(1). */
final class Armour {

  private Armour() {}

  /** The bytes; empty when noise got between so that it is neither notation. */
  static byte[] decode(String armoured) {
    String body = armoured.strip();
    boolean hexadecimal = body.indexOf(' ') >= 0 || body.length() == 2;
    String compact = body.replaceAll("\\s", "");
    try {
      return hexadecimal ? HexFormat.of().parseHex(compact) : Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException noise) {
      return new byte[0];
    }
  }
}
