package dev.bootwitness.machine.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A network card on a private network with DHCP, into which no host port leads.
 *
 * @param mac its address, six pairs of hexadecimal digits with colons; null for QEMU's own, which
 *     differs from card to card
 */
public record Nic(Reach reach, Model model, @Nullable String mac) {

  /** A virtio card that reaches nothing but QEMU's own DHCP server. */
  public static final Nic ISOLATED = new Nic(Reach.ISOLATED, Model.VIRTIO, null);

  /** A virtio card that reaches everything the host's user can reach. */
  public static final Nic INTERNET = new Nic(Reach.INTERNET, Model.VIRTIO, null);

  /** Checks the address. */
  public Nic {
    if (mac != null && !isMac(mac)) {
      throw new IllegalArgumentException(
          "MAC address \"" + mac + "\": not a unicast address such as 52:54:00:00:00:01");
    }
  }

  /** What the guest can reach through it. */
  public enum Reach {
    ISOLATED,
    INTERNET
  }

  /** What it appears as to the guest's driver. */
  public enum Model {
    VIRTIO,
    E1000,
    E1000E,
    RTL8139;

    /** The name for QEMU's {@code -device}. */
    public String id() {
      return this == VIRTIO ? "virtio-net-pci" : name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether a card may have this address: the lowest bit of the first byte means a group. */
  public static boolean isMac(String text) {
    return text.matches("[0-9A-Fa-f][02468ACEace](:[0-9A-Fa-f]{2}){5}")
        && !text.equals("00:00:00:00:00:00");
  }
}
