package dev.bootwitness.machine.admission;

/**
 * What a machine needs from the host.
 *
 * @param name shown to those who wait for it, e.g. the run's id
 * @param bytes total memory, the guest's and QEMU's own
 * @param boots whether it boots with emulation, which takes a core; a clone of a checkpoint and a
 *     guest on KVM do not take one
 */
public record Need(String name, long bytes, boolean boots) {

  /**
   * QEMU's own memory, most of it translated code, which grows with what the guest runs: an
   * estimate. The whole of QEMU with a spark guest of 256 MiB was seen at 168 to 252 MB resident.
   */
  public static final long OVERHEAD = 192L << 20;

  /** The need of a guest with this much memory. */
  public static Need of(String name, long guestBytes, boolean boots) {
    return new Need(name, guestBytes + OVERHEAD, boots);
  }
}
