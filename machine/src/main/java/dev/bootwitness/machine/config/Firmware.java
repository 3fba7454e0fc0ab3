package dev.bootwitness.machine.config;

/** What runs before the boot loader. */
public enum Firmware {
  /** SeaBIOS, which comes with QEMU. */
  BIOS,
  /** OVMF without Secure Boot, with a variable store of the machine's own. */
  UEFI
}
