package dev.bootwitness.record;

/**
 * What a QMP event says, in the fields of {@code qapi/run-state.json} and {@code
 * qapi/block-core.json}; a text that QEMU did not give is empty.
 *
 * @param reason why a reset, an end or an I/O error came, e.g. {@code guest-reset}
 * @param action what QEMU does about a panic or an expired watchdog, e.g. {@code pause}
 * @param device the disk: its block node's name, or the device's where it has none
 * @param operation {@code read} or {@code write}
 * @param noSpace whether the host's disk is full
 */
public record QemuReport(
    String reason, String action, String device, String operation, boolean noSpace) {

  /** An event without data that matters. */
  public static final QemuReport NONE = new QemuReport("", "", "", "", false);

  /** A reset, an end, or damage, with QEMU's reason for it. */
  public static QemuReport because(String reason) {
    return new QemuReport(reason, "", "", "", false);
  }

  /** A panic or a watchdog, with what QEMU does about it. */
  public static QemuReport followedBy(String action) {
    return new QemuReport("", action, "", "", false);
  }

  /** A fault of a disk. */
  public static QemuReport ofDisk(String device, String operation, boolean noSpace, String reason) {
    return new QemuReport(reason, "", device, operation, noSpace);
  }

  /** Whether the guest caused it: reasons with this prefix are the guest's (ShutdownCause). */
  public boolean byGuest() {
    return reason.startsWith("guest");
  }
}
