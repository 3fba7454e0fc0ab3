package dev.bootwitness.machine.config;

/** How a disk is connected, which determines what it can report about itself. */
public enum DiskBus {
  /** virtio-blk. It cannot report rotation; Linux takes it for rotating. */
  VIRTIO(Rotation.ALWAYS, true),
  /** A SCSI disk on virtio-scsi. */
  SCSI(Rotation.EITHER, true),
  /** An ATA disk on an AHCI controller. */
  SATA(Rotation.EITHER, false),
  /** Never rotating, by its nature. */
  NVME(Rotation.NEVER, true),
  /** A USB stick's protocol (bulk only), in which Linux does not ask for rotation. */
  USB(Rotation.ALWAYS, true),
  /** An ATA disk on the PIIX controller of {@link Board#I440FX}. */
  IDE(Rotation.EITHER, false);

  private final Rotation rotation;
  private final boolean takesReadOnly;

  DiskBus(Rotation rotation, boolean takesReadOnly) {
    this.rotation = rotation;
    this.takesReadOnly = takesReadOnly;
  }

  /** What a Linux guest can see in {@code queue/rotational}. */
  private enum Rotation {
    ALWAYS,
    NEVER,
    EITHER
  }

  /**
   * Whether a disk of this bus can appear to a Linux guest as rotating, or as not rotating, as
   * requested.
   */
  public boolean shows(boolean rotational) {
    return rotation == Rotation.EITHER || (rotation == Rotation.ALWAYS) == rotational;
  }

  /** Whether the disk must be configured as one or the other. */
  public boolean hasRotationRate() {
    return rotation == Rotation.EITHER;
  }

  /** Whether a machine with such a disk can be frozen: QEMU cannot migrate an NVMe controller. */
  public boolean canBeFrozen() {
    return this != NVME;
  }

  /** Whether a disk can come and go while the machine runs: QEMU plugs no ATA disk. */
  public boolean canBePlugged() {
    return this != SATA && this != IDE;
  }

  /** Whether it can be write-protected: QEMU has no such ATA disk. */
  public boolean takesReadOnly() {
    return takesReadOnly;
  }
}
