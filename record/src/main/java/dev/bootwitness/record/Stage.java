package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a boot has come, in the order in which a machine goes through it. */
public enum Stage {
  /** The machine is on and nothing was seen yet. */
  POWER_ON,
  /** SeaBIOS, OVMF, iPXE. */
  FIRMWARE,
  /** GRUB, ISOLINUX, systemd-boot. */
  LOADER,
  /** Linux has printed. */
  KERNEL,
  /** The initramfs' init runs. */
  INITRD,
  /** The real root's init runs. */
  USERSPACE,
  /** A getty asks who it is, or logs somebody in. */
  LOGIN,
  /** A shell of the wanted user answers. */
  READY;

  /** The stage's name in records and reports. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
