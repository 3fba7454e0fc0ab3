package dev.bootwitness.machine.config;

/** What runs before the boot loader. */
public enum Firmware {
  /** SeaBIOS, which comes with QEMU. */
  BIOS,
  /** OVMF without Secure Boot; each machine has its own variable store. */
  UEFI
}
