package dev.bootwitness.machine.config;

import java.util.Locale;

/**
 * What executes a guest's instructions, together with the processor presented to the guest.
 *
 * <p>They belong together: an accelerator that runs one CPU model may fail on another.
 *
 * @param cpuModel a model of the guest's QEMU, {@code -cpu help}
 */
public record Accelerator(Kind kind, String cpuModel) {

  /**
   * Emulation. {@code max} offers everything TCG supports (x86-64-v3 in QEMU 7.2), which images
   * built for x86-64-v2 and v3 need; booting Linux 6.1 with it took 2.7–3.1 s against 2.6–2.9 s
   * with {@code qemu64}.
   */
  public static final Accelerator TCG = new Accelerator(Kind.TCG, "max");

  /**
   * Emulation of a 64-bit ARM processor. A plain ARMv8.0 processor, which every arm64 kernel
   * supports: with {@code max}, QEMU emulates pointer authentication by its slow published
   * algorithm.
   */
  public static final Accelerator TCG_AARCH64 = new Accelerator(Kind.TCG, "cortex-a72");

  /** KVM with the host's own processor, the choice on a healthy host. */
  public static final Accelerator KVM = new Accelerator(Kind.KVM, "host");

  /** KVM with QEMU's plain default processor, for hosts where {@link #KVM} cannot start. */
  public static final Accelerator KVM_PLAIN = new Accelerator(Kind.KVM, "qemu64");

  /** The mechanism. */
  public enum Kind {
    TCG,
    KVM;

    /** The name for QEMU's {@code -accel}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The name for QEMU's {@code -accel}. */
  public String id() {
    return kind.id();
  }
}
