package dev.bootwitness.machine.config;

/** What a machine starts from: its boot medium, or the first of its data disks. */
public enum BootChoice {
  /** From the medium: an ISO image, a disk image, or a kernel. */
  MEDIUM,
  /** From the first data disk that is there; the medium stays in its drive. */
  DISK,
  /** From the first data disk that is there; the medium is gone, its drive is empty. */
  DISK_ALONE
}
