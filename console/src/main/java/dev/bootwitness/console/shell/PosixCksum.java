package dev.bootwitness.console.shell;

/**
 * The checksum of {@code cksum}(1): CRC-32 of POSIX, most significant bit first, length appended.
 */
final class PosixCksum {

  private static final int[] TABLE = new int[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
      }
      TABLE[i] = crc;
    }
  }

  private PosixCksum() {}

  static long of(byte[] bytes) {
    int crc = 0;
    for (byte b : bytes) {
      crc = step(crc, b);
    }
    for (int length = bytes.length; length != 0; length >>>= 8) {
      crc = step(crc, length);
    }
    return ~crc & 0xffff_ffffL;
  }

  private static int step(int crc, int b) {
    return crc << 8 ^ TABLE[(crc >>> 24 ^ b) & 0xff];
  }
}
