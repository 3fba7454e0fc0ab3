package dev.bootwitness.machine.config;

import java.util.Locale;

/** The main board: what it contains, and what can be plugged in. */
public enum Board {
  /** PCI Express and AHCI: the same for BIOS and UEFI. */
  Q35(Architecture.X86_64, 4),
  /** PCI, PIIX IDE and a floppy controller, as of 1996. */
  I440FX(Architecture.X86_64, 4),
  /** QEMU's own board, not modelled on real hardware; its console is {@code ttyAMA0}. */
  VIRT(Architecture.AARCH64, 1);

  private final Architecture architecture;
  private final int serialPorts;

  Board(Architecture architecture, int serialPorts) {
    this.architecture = architecture;
    this.serialPorts = serialPorts;
  }

  /** The processors it accepts. */
  public Architecture architecture() {
    return architecture;
  }

  /** The most serial ports it has. */
  public int serialPorts() {
    return serialPorts;
  }

  /** Whether it has, or takes, a floppy controller. */
  public boolean takesFloppy() {
    return architecture == Architecture.X86_64;
  }

  /** Whether a disk of this bus can be plugged into it. */
  public boolean takes(DiskBus bus) {
    return bus != DiskBus.IDE || this == I440FX;
  }

  /** Whether it has a firmware of this kind. */
  public boolean takes(Firmware firmware) {
    return firmware != Firmware.BIOS || architecture == Architecture.X86_64;
  }

  /** The name for QEMU's {@code -machine}. */
  public String id() {
    return this == I440FX ? "pc" : name().toLowerCase(Locale.ROOT);
  }
}
