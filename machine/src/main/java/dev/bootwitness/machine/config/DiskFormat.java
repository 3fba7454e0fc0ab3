package dev.bootwitness.machine.config;

import java.util.Locale;

/**
 * How a disk image's bytes are laid out. Always stated, never guessed: a guest can write a qcow2
 * header into a raw disk and so name host files to read (QEMU's warning on format probing).
 */
public enum DiskFormat {
  RAW,
  QCOW2;

  /** The name QEMU's block layer takes. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
