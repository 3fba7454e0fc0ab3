package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * The ports at which a guest can be reached, from {@code /proc/net/tcp}, {@code tcp6}, {@code udp}
 * and {@code udp6} (proc_pid_net(5)).
 *
 * @param ports in the order printed
 */
public record ListeningPorts(List<Port> ports) {

  /** Copies the list. */
  public ListeningPorts {
    ports = List.copyOf(ports);
  }

  /**
   * A socket that takes what comes to a port.
   *
   * @param protocol tcp, tcp6, udp or udp6
   * @param address e.g. 0.0.0.0, ::1
   */
  public record Port(String protocol, String address, int number) {}

  /** TCP_LISTEN and TCP_CLOSE, which is a UDP socket without a peer: include/net/tcp_states.h. */
  private static final String LISTENS = "0A";

  private static final String UNCONNECTED = "07";

  private static final List<Integer> MAPPED = List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255);

  private static final Pattern SOCKET =
      Pattern.compile(
          "^ *\\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2}) ");

  /** Prints all four files, each under its name. */
  public static final String COMMAND =
      "for f in tcp tcp6 udp udp6; do echo =$f; cat /proc/net/$f 2>/dev/null; done; true";

  /** Reads what {@link #COMMAND} prints. */
  public static ListeningPorts parse(String text) {
    List<Port> ports = new ArrayList<>();
    String protocol = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("=")) {
        protocol = line.substring(1).strip();
        continue;
      }
      Matcher socket = SOCKET.matcher(line);
      String awaited = protocol.startsWith("udp") ? UNCONNECTED : LISTENS;
      if (socket.find() && socket.group(3).equals(awaited)) {
        ports.add(
            new Port(protocol, address(socket.group(1)), Integer.parseInt(socket.group(2), 16)));
      }
    }
    return new ListeningPorts(ports);
  }

  /**
   * Those of a number.
   *
   * @param protocol {@code tcp} or {@code udp} for both families, or with a 4 or a 6 for one
   */
  public List<Port> of(String protocol, int number) {
    return ports.stream()
        .filter(port -> port.number() == number)
        .filter(port -> is(port, protocol))
        .toList();
  }

  /** The kernel's file of IPv4 has no number in its name. */
  private static boolean is(Port port, String protocol) {
    return protocol.endsWith("4")
        ? (port.protocol() + "4").equals(protocol)
        : port.protocol().equals(protocol) || port.protocol().equals(protocol + "6");
  }

  /** Words of four bytes in the guest's byte order, which is little-endian on x86 and ARM. */
  private static String address(String hex) {
    List<Integer> bytes =
        IntStream.range(0, hex.length() / 8)
            .mapToObj(word -> hex.substring(word * 8, word * 8 + 8))
            .flatMap(word ->
                Stream.of(6, 4, 2, 0).map(i -> Integer.parseInt(word.substring(i, i + 2), 16)))
            .toList();
    if (bytes.size() == 4) {
      return "%d.%d.%d.%d".formatted(bytes.toArray());
    }
    // An IPv4 address of a socket for both families: RFC 4291, 2.5.5.2.
    if (MAPPED.equals(bytes.subList(0, 12))) {
      return "%d.%d.%d.%d".formatted(bytes.subList(12, 16).toArray());
    }
    List<String> groups =
        IntStream.range(0, 8)
            .mapToObj(i -> Integer.toHexString(bytes.get(2 * i) * 256 + bytes.get(2 * i + 1)))
            .toList();
    return shortened(String.join(":", groups));
  }

  /** The addresses that every host has, as people write them: RFC 5952. */
  private static String shortened(String address) {
    return switch (address) {
      case "0:0:0:0:0:0:0:0" -> "::";
      case "0:0:0:0:0:0:0:1" -> "::1";
      default -> address;
    };
  }
}
