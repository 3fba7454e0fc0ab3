package dev.bootwitness.machine;

import dev.bootwitness.machine.config.Boot;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.machine.config.MachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Guests of one boot sector, for tests that need a machine and no operating system. */
enum TestGuest {
  /**
   * Sends 4096 bytes, counting up from 0, to the first serial port, and powers off by ACPI (q35 has
   * PM1a_CNT at 0x604; SLP_EN is bit 13).
   */
  COUNTS_AND_POWERS_OFF(
      """
      fa              # cli
      6631db          # xorl %ebx, %ebx
      bafd03          # 4: movw $0x3fd, %dx       line status
      ec              # 7: inb %dx, %al
      a820            # testb $0x20, %al          transmitter free
      74fb            # jz 7
      88d8            # movb %bl, %al
      baf803          # movw $0x3f8, %dx
      ee              # outb %al, %dx
      6643            # incl %ebx
      6681fb00100000  # cmpl $4096, %ebx
      72e7            # jb 4
      bafd03          # 1d: movw $0x3fd, %dx
      ec              # inb %dx, %al
      a840            # testb $0x40, %al          all sent
      74f8            # jz 1d
      ba0406          # movw $0x604, %dx
      b80020          # movw $0x2000, %ax
      ef              # outw %ax, %dx
      f4              # hlt
      ebfd            # jmp hlt
      """),
  /** Does nothing, forever. */
  HALTS(
      """
      fa              # cli
      f4              # hlt
      ebfd            # jmp hlt
      """),
  /** Computes forever in one place. */
  SPINS(
      """
      fa              # cli
      ebfe            # jmp to itself
      """),
  /**
   * Answers each byte on the first serial port with the number of bytes received, kept in memory.
   */
  COUNTS_WHAT_IT_HEARS(
      """
      fa              # cli
      31c0            # xorw %ax, %ax
      8ed8            # movw %ax, %ds
      c606000500      # movb $0, 0x500
      bafd03          # a: movw $0x3fd, %dx       line status
      ec              # d: inb %dx, %al
      a801            # testb $1, %al             data ready
      74fb            # jz d
      baf803          # movw $0x3f8, %dx
      ec              # inb %dx, %al
      fe060005        # incb 0x500
      a00005          # movb 0x500, %al
      ee              # outb %al, %dx
      ebea            # jmp a
      """),
  /** Reports by pvpanic that its kernel panicked (docs/specs/pvpanic.rst), and halts. */
  PANICS(
      """
      fa              # cli
      ba0505          # movw $0x505, %dx
      b001            # movb $1, %al              PVPANIC_PANICKED
      ee              # outb %al, %dx
      f4              # hlt
      ebfd            # jmp hlt
      """),
  /**
   * Finds the watchdog on PCI bus 0 (8086:25ab), arms it with its fast clock, which makes its two
   * stages a second each (hw/watchdog/wdt_i6300esb.c), and stands still.
   */
  FORGETS_ITS_WATCHDOG(
      """
      fa              # cli
      66b900000080    # movl $0x80000000, %ecx    bus 0, device 0, register 0
      6689c8          # 7: movl %ecx, %eax
      baf80c          # movw $0xcf8, %dx
      66ef            # outl %eax, %dx
      bafc0c          # movw $0xcfc, %dx
      66ed            # inl %dx, %eax
      663d8680ab25    # cmpl $0x25ab8086, %eax
      7409            # je 25
      6681c100080000  # addl $0x800, %ecx         next device
      ebe2            # jmp 7
      b160            # 25: movb $0x60, %cl       configuration
      6689c8          # movl %ecx, %eax
      baf80c          # movw $0xcf8, %dx
      66ef            # outl %eax, %dx
      bafc0c          # movw $0xcfc, %dx
      b80400          # movw $4, %ax              1 MHz
      ef              # outw %ax, %dx
      b168            # movb $0x68, %cl           lock
      6689c8          # movl %ecx, %eax
      baf80c          # movw $0xcf8, %dx
      66ef            # outl %eax, %dx
      bafc0c          # movw $0xcfc, %dx
      b002            # movb $2, %al              enabled
      ee              # outb %al, %dx
      f4              # hlt
      ebfd            # jmp hlt
      """),
  /** Resets the machine by the keyboard controller. */
  RESETS(
      """
      fa              # cli
      b0fe            # movb $0xfe, %al
      e664            # outb %al, $0x64
      f4              # hlt
      ebfd            # jmp hlt
      """);

  static final int COUNTED = 4096;

  private static final int SECTOR = 512;
  private static final int DISK = 1 << 20;

  private final String listing;

  TestGuest(String listing) {
    this.listing = listing;
  }

  /** A machine of 64 MiB that boots this guest from a raw disk in {@code directory}. */
  MachineConfig in(Path directory) throws IOException {
    byte[] disk = new byte[DISK];
    int at = 0;
    for (String line : listing.lines().toList()) {
      byte[] code = HexFormat.of().parseHex(line.substring(0, line.indexOf('#')).strip());
      System.arraycopy(code, 0, disk, at, code.length);
      at += code.length;
    }
    disk[SECTOR - 2] = 0x55;
    disk[SECTOR - 1] = (byte) 0xaa;
    Path image = directory.resolve(name() + ".img");
    Files.write(image, disk);
    return MachineConfig.of(name(), new Boot.Disk(image, DiskFormat.RAW))
        .withMemoryBytes(64L << 20)
        .withCpus(1);
  }

  /** What {@link #COUNTS_AND_POWERS_OFF} sends. */
  static byte[] counted() {
    byte[] bytes = new byte[COUNTED];
    for (int i = 0; i < COUNTED; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
