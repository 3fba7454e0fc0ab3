package dev.bootwitness.machine.admission;

/**
 * What a machine needs of the host.
 *
 * @param name for those who wait for it, e.g. the spec's name
 * @param bytes memory in all, the guest's and QEMU's own
 * @param boots whether it boots by emulation, which takes a core; a clone of a checkpoint, and a
 *     guest on KVM, do not
 */
public record Need(String name, long bytes, boolean boots) {

  /**
   * QEMU's own memory: a spark guest by emulation was seen at 100 MiB beside its guest memory, most
   * of it translated code, which grows with what the guest runs.
   */
  public static final long OVERHEAD = 192L << 20;

  /** For a guest with so much memory. */
  public static Need of(String name, long guestBytes, boolean boots) {
    return new Need(name, guestBytes + OVERHEAD, boots);
  }
}
