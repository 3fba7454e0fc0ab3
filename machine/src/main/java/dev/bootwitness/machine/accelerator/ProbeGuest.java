package dev.bootwitness.machine.accelerator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A guest of one sector that enters 64-bit mode, works, and says whether it computed right.
 *
 * <p>It does the things at which broken accelerators have been seen to fail or crawl: switching
 * modes, plain arithmetic, touching fresh memory, leaving the guest for a device. With emulation it
 * takes about 0.2 s including QEMU's start and SeaBIOS; half of that is the work.
 */
final class ProbeGuest {

  /**
   * QEMU's exit status after the right result: isa-debug-exit makes {@code (value << 1) | 1} of the
   * byte written (hw/misc/debugexit.c), and the guest writes 0x2a.
   */
  static final int EXIT_RIGHT = (0x2a << 1) | 1;

  /** The status after a wrong result, when it writes 0. */
  static final int EXIT_WRONG = 1;

  /** The required port of isa-debug-exit. */
  static final int EXIT_PORT = 0xf4;

  static final int SECTOR = 512;

  /** SeaBIOS refuses to boot a disk smaller than a cylinder. */
  private static final int DISK = 1 << 20;

  /**
   * The machine code at 0x7c00, one instruction per line, as GNU as lists it. The result 0x2caad100
   * was computed separately, by a C program with the same two loops.
   */
  private static final String LISTING =
      """
      fa              # 00  .code16; cli
      31c0            # 01  xorw %ax, %ax
      8ed8            # 03  movw %ax, %ds
      8ec0            # 05  movw %ax, %es
      8ed0            # 07  movw %ax, %ss
      bc007c          # 09  movw $0x7c00, %sp
      fc              # 0c  cld
      e492            # 0d  inb $0x92, %al          A20 on, if it is not yet
      0c02            # 0f  orb $2, %al
      e692            # 11  outb %al, $0x92
      bf0010          # 13  movw $0x1000, %di       PML4 at 0x1000, PDPT at 0x2000, PD at 0x3000
      b90018          # 16  movw $0x1800, %cx
      31c0            # 19  xorw %ax, %ax
      f3ab            # 1b  rep stosw               all three cleared
      c70600100320    # 1d  movw $0x2003, 0x1000    present, writable
      c70600200330    # 23  movw $0x3003, 0x2000
      bf0030          # 29  movw $0x3000, %di
      66b883000000    # 2c  movl $0x83, %eax        eight pages of 2 MiB, mapped to themselves
      668905          # 32  movl %eax, (%di)
      83c708          # 35  addw $8, %di
      660500002000    # 38  addl $0x200000, %eax
      663d83000001    # 3e  cmpl $0x1000083, %eax
      72ec            # 44  jb 32
      66b820000000    # 46  movl $0x20, %eax        CR4.PAE
      0f22e0          # 4c  movl %eax, %cr4
      66b800100000    # 4f  movl $0x1000, %eax
      0f22d8          # 55  movl %eax, %cr3
      66b9800000c0    # 58  movl $0xc0000080, %ecx  EFER.LME
      0f32            # 5e  rdmsr
      0d0001          # 60  orw $0x100, %ax
      0f30            # 63  wrmsr
      66b801000080    # 65  movl $0x80000001, %eax  CR0.PG, CR0.PE
      0f22c0          # 6b  movl %eax, %cr0
      0f0116d07c      # 6e  lgdt 0x7cd0
      ea787c0800      # 73  ljmp $8, $0x7c78
      31d2            # 78  .code64; xorl %edx, %edx
      b900879303      # 7a  movl $60000000, %ecx    arithmetic
      8d549201        # 7f  leal 1(%rdx,%rdx,4), %edx
      31ca            # 83  xorl %ecx, %edx
      e2f8            # 85  loop 7f
      b900080000      # 87  movl $2048, %ecx        2048 fresh pages of 4 KiB, from 2 MiB on
      bf00002000      # 8c  movl $0x200000, %edi
      8917            # 91  movl %edx, (%rdi)
      8d1491          # 93  leal (%rcx,%rdx,4), %edx
      0317            # 96  addl (%rdi), %edx
      81c700100000    # 98  addl $4096, %edi
      e2f1            # 9e  loop 91
      b9d0070000      # a0  movl $2000, %ecx        2000 exits to a device
      e480            # a5  inb $0x80, %al
      e2fc            # a7  loop a5
      81fa00d1aa2c    # a9  cmpl $0x2caad100, %edx
      b000            # af  movb $0, %al
      7502            # b1  jne b5
      b02a            # b3  movb $0x2a, %al
      e6f4            # b5  outb %al, $0xf4         isa-debug-exit
      f4              # b7  hlt
      ebfd            # b8  jmp b7
      660f1f440000    # ba  nop, to a multiple of 8
      0000000000000000  # c0  null descriptor
      00000000009a2000  # c8  64-bit code
      0f00c07c0000    # d0  limit and base of the descriptor table
      """;

  private ProbeGuest() {}

  /** The boot sector. */
  static byte[] sector() {
    byte[] sector = new byte[SECTOR];
    int at = 0;
    for (String line : LISTING.lines().toList()) {
      byte[] code = HexFormat.of().parseHex(line.substring(0, line.indexOf('#')).strip());
      System.arraycopy(code, 0, sector, at, code.length);
      at += code.length;
    }
    sector[SECTOR - 2] = 0x55;
    sector[SECTOR - 1] = (byte) 0xaa;
    return sector;
  }

  /** Writes a disk that boots it. */
  static void writeDisk(Path file) throws IOException {
    try (FileChannel disk =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      disk.write(ByteBuffer.wrap(Arrays.copyOf(sector(), DISK)));
    }
  }
}
