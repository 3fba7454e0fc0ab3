package dev.bootwitness.console.shell;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Compares bytes with the output of a guest's cksum(1) or, where there is none, md5sum(1). */
final class Checksum {

  private static final int MD5_DIGITS = 32;

  private Checksum() {}

  /**
   * Whether the bytes have this checksum.
   *
   * @param said the first word that cksum or md5sum printed; anything else matches nothing
   */
  static boolean matches(String said, byte[] bytes) {
    return said.equals(
        said.length() == MD5_DIGITS ? md5(bytes) : Long.toString(PosixCksum.of(bytes)));
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5 (java.security.MessageDigest)", e);
    }
  }
}
