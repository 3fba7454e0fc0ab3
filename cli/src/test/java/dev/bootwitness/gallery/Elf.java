package dev.bootwitness.gallery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Programs of a few machine instructions, as the smallest ELF file Linux runs (elf(5)). */
final class Elf {

  private static final int BASE = 0x400000;
  private static final int HEADERS = 64 + 56;

  private Elf() {}

  /** Writes to address zero. */
  static byte[] crashing() {
    // xor eax,eax; mov [rax],al
    return of(new byte[] {0x31, (byte) 0xc0, (byte) 0x88, 0x00});
  }

  private static byte[] of(byte[] code) {
    int size = HEADERS + code.length;
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("\177ELF\2\1\1".getBytes(StandardCharsets.ISO_8859_1))
        .position(16)
        .putShort((short) 2) // an executable
        .putShort((short) 62) // x86-64
        .putInt(1)
        .putLong(BASE + HEADERS) // its first instruction
        .putLong(64) // program headers
        .position(52)
        .putShort((short) 64)
        .putShort((short) 56)
        .putShort((short) 1)
        .position(64)
        .putInt(1) // to be loaded
        .putInt(5) // to read and execute
        .putLong(0)
        .putLong(BASE)
        .putLong(BASE)
        .putLong(size)
        .putLong(size)
        .putLong(4096)
        .put(code)
        .array();
  }
}
