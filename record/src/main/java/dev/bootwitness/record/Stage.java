package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a boot has progressed, in the order in which a machine goes through the stages. */
public enum Stage {
  /** The machine is on and nothing has been seen yet. */
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
  /** A getty asks for a login name or logs somebody in. */
  LOGIN,
  /** A shell of the wanted user answers. */
  READY;

  /** The stage's name in records and reports. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
