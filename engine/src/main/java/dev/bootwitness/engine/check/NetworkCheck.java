package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A network interface that is there, has a carrier and an address.
 *
 * @param iface its name
 * @param address which address it must have
 */
public record NetworkCheck(String name, String iface, Family address, Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with network",
              required(
                  "network",
                  Scalar.TEXT,
                  "A network interface. It must exist, be up, and have a carrier and an address."),
              CheckKind.NAME,
              optional(
                  "address",
                  oneOf(Family.class),
                  "any",
                  "The kind of address it must have. Link-local addresses do not count."),
              CheckKind.WITHIN),
          "`network: INTERFACE`",
          NetworkCheck::bind);

  /**
   * Which address an interface must have; those that the kernel makes up by itself do not count.
   */
  public enum Family {
    IPV4,
    IPV6,
    ANY,
    NONE
  }

  /** IFNAMSIZ without its NUL: linux/if.h. */
  private static final int LONGEST_INTERFACE = 15;

  private static final List<String> MANAGERS =
      List.of(
          "systemd-networkd.service",
          "NetworkManager.service",
          "networking.service",
          "dhcpcd.service");

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String iface = check.words("network").orElse("");
    if (iface.length() > LONGEST_INTERFACE || iface.contains("/")) {
      check.problem("network", "\"" + iface + "\" cannot be the name of a network interface.");
    }
    return new NetworkCheck(
        check.text("name").orElse("network " + iface),
        iface,
        check.oneOf("address", Family.class).orElse(Family.ANY),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new NetworkProbe(scene.guest(), this, scene.scale());
  }

  @Override
  public List<String> units() {
    return MANAGERS;
  }
}
