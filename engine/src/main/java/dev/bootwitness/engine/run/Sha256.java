package dev.bootwitness.engine.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Hashes texts. */
public final class Sha256 {

  private Sha256() {}

  /** Lower-case hex of the hash of all texts, a newline after each. */
  public static String of(List<String> texts) {
    StringBuilder all = new StringBuilder();
    texts.forEach(text -> all.append(text).append('\n'));
    return of(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Lower-case hex of the hash of these bytes. */
  public static String of(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
