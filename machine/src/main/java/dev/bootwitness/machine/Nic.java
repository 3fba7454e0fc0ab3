package dev.bootwitness.machine;

/** A virtio network card on a network of its own, with DHCP, that no host port leads into. */
public enum Nic {
  /** The guest reaches nothing but QEMU's own DHCP server. */
  ISOLATED,
  /** The guest reaches whatever the host's user can reach. */
  INTERNET
}
