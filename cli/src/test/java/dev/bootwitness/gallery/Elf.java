package dev.bootwitness.gallery;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Programs of a few machine instructions, as the smallest ELF file Linux runs (elf(5)). */
final class Elf {

  private static final int BASE = 0x400000;
  private static final int HEADERS = 64 + 56;

  /** Room for the instructions of {@link #startingAnew}. */
  private static final int KEXEC_CODE = 160;

  /** Where the header says for which processor it is. */
  private static final int MACHINE = 18;

  private Elf() {}

  /** Writes to address zero. */
  static byte[] crashing() {
    // xor eax,eax; mov [rax],al
    return of(new byte[] {0x31, (byte) 0xc0, (byte) 0x88, 0x00});
  }

  /**
   * Starts /vmlinuz with /initrd and one word of command line in place of the running kernel
   * (kexec_file_load(2), reboot(2) with LINUX_REBOOT_CMD_KEXEC).
   */
  static byte[] startingAnew(String word) {
    int names = BASE + HEADERS + KEXEC_CODE;
    int initrd = names + "/vmlinuz\0".length();
    int words = initrd + "/initrd\0".length();
    ByteBuffer code = ByteBuffer.allocate(KEXEC_CODE).order(ByteOrder.LITTLE_ENDIAN);
    call(code, 2, names, 0, 0, 0, 0); // open
    code.put(new byte[] {(byte) 0x89, (byte) 0xc3}); // mov ebx,eax
    call(code, 2, initrd, 0, 0, 0, 0);
    code.put(new byte[] {(byte) 0x89, (byte) 0xc6}); // mov esi,eax
    code.put(new byte[] {(byte) 0x89, (byte) 0xdf}); // mov edi,ebx
    code.put((byte) 0xba).putInt(word.length() + 1); // mov edx
    code.put(new byte[] {0x41, (byte) 0xba}).putInt(words); // mov r10d
    code.put(new byte[] {0x45, 0x31, (byte) 0xc0}); // xor r8d,r8d
    code.put((byte) 0xb8).putInt(320).put(new byte[] {0x0f, 0x05}); // kexec_file_load
    call(code, 169, 0xfee1dead, 672274793, 0x45584543, 0, 0); // reboot
    call(code, 60, 1, 0, 0, 0, 0); // exit
    byte[] text = ("/vmlinuz\0/initrd\0" + word + "\0").getBytes(StandardCharsets.ISO_8859_1);
    return of(ByteBuffer.allocate(KEXEC_CODE + text.length).put(code.array()).put(text).array());
  }

  /** A system call; the kernel takes its number in eax (syscall(2)). */
  private static void call(ByteBuffer code, int number, int... arguments) {
    code.put((byte) 0xbf).putInt(arguments[0]); // mov edi
    code.put((byte) 0xbe).putInt(arguments[1]); // mov esi
    code.put((byte) 0xba).putInt(arguments[2]); // mov edx
    code.put(new byte[] {0x4d, 0x31, (byte) 0xd2}); // xor r10,r10
    code.put((byte) 0xb8).putInt(number).put(new byte[] {0x0f, 0x05});
  }

  /** A program of the same kind for aarch64. */
  static byte[] foreign() {
    byte[] program = crashing();
    program[MACHINE] = (byte) 183;
    return program;
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
