package dev.bootwitness.prenixos.network;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network card.
 *
 * @param speed in Mbit/s; 0 if it is not known
 * @param bus where it sits, as the kernel's device path
 */
public record NetworkLink(String name, boolean carrier, int speed, String bus) {
  /** The name of the chosen card. */
  public static final String LAN = "lan";

  /** The fastest of those with carrier; of equally fast ones, the first on the bus. */
  static Optional<NetworkLink> choose(List<NetworkLink> links) {
    return links.stream()
        .filter(NetworkLink::carrier)
        .min(
            Comparator.comparingInt((NetworkLink link) -> -link.speed())
                .thenComparing(NetworkLink::bus)
                .thenComparing(NetworkLink::name));
  }
}
