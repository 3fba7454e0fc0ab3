package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.ListeningPorts;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A port of the guest at which something listens, or nothing.
 *
 * @param addresses those at which something must listen; empty: any
 */
public record PortCheck(
    String name,
    int port,
    Protocol protocol,
    boolean listening,
    List<String> addresses,
    Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public PortCheck {
    addresses = List.copyOf(addresses);
  }

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with port",
              required("port", new Form.Whole(1, 65535), "A port of the guest."),
              CheckKind.NAME,
              optional(
                  "protocol",
                  oneOf(Protocol.class),
                  "tcp",
                  "`tcp` and `udp` are both families together, the others one of them."),
              optional("listening", Scalar.BOOLEAN, "true", "Whether something must listen there."),
              optional(
                  "addresses",
                  Form.listOf(Scalar.TEXT),
                  "any",
                  "The addresses at which something must listen, e.g. `0.0.0.0`, `\"::\"`."),
              CheckKind.WITHIN),
          "`port: NUMBER`",
          PortCheck::bind);

  /** What listens. */
  public enum Protocol {
    TCP,
    TCP4,
    TCP6,
    UDP,
    UDP4,
    UDP6
  }

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    int port = check.integer("port").orElse(1);
    Protocol protocol = check.oneOf("protocol", Protocol.class).orElse(Protocol.TCP);
    return new PortCheck(
        check.text("name").orElse(word(protocol) + " port " + port),
        port,
        protocol,
        check.bool("listening").orElse(true),
        check.texts("addresses"),
        check.duration("within"));
  }

  private static String word(Protocol protocol) {
    return protocol.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new CommandProbe(
        scene.guest(),
        ListeningPorts.COMMAND,
        answer -> compare(ListeningPorts.parse(answer.stdout().text())));
  }

  private ProbeResult compare(ListeningPorts all) {
    List<ListeningPorts.Port> found = all.of(word(protocol), port);
    List<String> at = found.stream().map(ListeningPorts.Port::address).distinct().toList();
    String place = word(protocol) + " port " + port;
    if (!listening) {
      return found.isEmpty()
          ? new ProbeResult.Holds()
          : CommandProbe.not(place + " is open at " + String.join(", ", at), "");
    }
    if (found.isEmpty()) {
      List<String> others =
          all.ports().stream()
              .map(open -> open.protocol() + " " + open.number())
              .distinct()
              .toList();
      return CommandProbe.not(
          "nothing listens at "
              + place
              + "; open: "
              + (others.isEmpty() ? "none" : String.join(", ", others)),
          "");
    }
    List<String> missing = addresses.stream().filter(address -> !at.contains(address)).toList();
    return missing.isEmpty()
        ? new ProbeResult.Holds()
        : CommandProbe.not(
            "nothing listens at %s of %s; it is open at %s"
                .formatted(place, String.join(", ", missing), String.join(", ", at)),
            "");
  }
}
