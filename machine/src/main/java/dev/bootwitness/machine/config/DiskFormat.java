package dev.bootwitness.machine.config;

import java.util.Locale;

/**
 * How a disk image's bytes are laid out. It is always stated and never guessed: a guest can write a
 * qcow2 header into a raw disk and so make QEMU read host files (QEMU's warning on format probing).
 */
public enum DiskFormat {
  RAW,
  QCOW2;

  /** The name in QEMU's block layer. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
