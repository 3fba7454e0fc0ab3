package dev.bootwitness.diagnosis.guest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * A guest's network interfaces, as {@code ip link}, {@code ip addr} (both with or without {@code
 * -o} or {@code -br}), {@code networkctl status}, {@code networkctl list} or net-tools' {@code
 * ifconfig} print them.
 *
 * @param links in the order printed; empty when the text contains none
 */
public record NetworkLinks(List<Link> links) {

  /**
   * One interface.
   *
   * @param name e.g. {@code ens4}
   * @param flags of {@code ip link}, e.g. UP, LOWER_UP, NO-CARRIER, LOOPBACK; empty if unknown
   * @param state of {@code ip link} (UP, DOWN, …) or networkctl (routable, no-carrier, …)
   * @param addresses IPv4 and IPv6, without their prefix length
   */
  public record Link(String name, Set<String> flags, String state, List<String> addresses) {
    public Link {
      flags = Set.copyOf(flags);
      addresses = List.copyOf(addresses);
    }

    /** Whether it could carry traffic to other machines. */
    public boolean isPhysical() {
      return !flags.contains("LOOPBACK") && !name.equals("lo") && !VIRTUAL.matcher(name).find();
    }

    /** Switched off by its configuration: a link that is down has no carrier. */
    public boolean isDown() {
      return flags.isEmpty() ? state.equals("off") : !flags.contains("UP");
    }

    /** Switched on, with nothing at the other end. */
    public boolean lacksCarrier() {
      return flags.contains("NO-CARRIER") || state.startsWith("no-carrier");
    }

    /** Whether it has such an address, or networkd reports one without naming it. */
    public boolean isReachable() {
      return hasAddress() || state.startsWith("routable");
    }

    /** An address that other machines could reach, not one that the kernel generates by itself. */
    public boolean hasAddress() {
      return addresses.stream()
          .anyMatch(address -> !address.startsWith("fe80:") && !address.startsWith("169.254."));
    }
  }

  private static final Pattern VIRTUAL =
      Pattern.compile("^(?:docker|br-|veth|virbr|dummy|tun|tap|sit|bond|ifb|wg)");

  private static final Pattern HEAD =
      Pattern.compile(
          "^\\s*\\d+: ([^:@\\s]+)(?:@\\S+)?: <([A-Z0-9_,-]*)>.*?(?: state (\\w+))?(?: |$)");
  private static final Pattern STATE = Pattern.compile(" state (\\w+)");
  private static final Pattern ONE_LINE_ADDRESS =
      Pattern.compile("^\\s*\\d+: (\\S+)\\s+inet6? ([0-9a-fA-F.:]+)");
  private static final Pattern ADDRESS = Pattern.compile("^\\s+inet6? ([0-9a-fA-F.:]+)");
  private static final Pattern NETWORKCTL =
      Pattern.compile("^\\s*[●○◐×*\\x{FFFD}]* ?\\d+: (\\S+)$");
  private static final Pattern NETWORKCTL_STATE =
      Pattern.compile("^\\s*State: ([a-z-]+)(?: \\(([a-z-]+)\\))?");
  private static final Pattern NETWORKCTL_ADDRESS =
      Pattern.compile("^\\s*Address: ([0-9a-fA-F.:]+)");
  private static final Pattern NETWORKCTL_ROW =
      Pattern.compile(
          "^\\s*\\d+ (\\S+)\\s+(?:ether|loopback|wlan|\\w+)\\s+(n/a|off|no-carrier|dormant|degraded-carrier|carrier|degraded|enslaved|routable)\\s+([a-z]+)\\s*$");

  /** {@code ip -br}: name, state, then hardware address and flags, or addresses. */
  private static final Pattern BRIEF =
      Pattern.compile(
          "^([a-z][\\w.-]{0,15})(?:@\\S+)?\\s+(UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT)\\s+(?:[0-9a-f]{2}(?::[0-9a-f]{2}){5,}\\s+<([A-Z0-9_,-]*)>|((?:[0-9a-f.:]+/\\d+ ?)*))\\s*$");

  private static final Pattern IFCONFIG =
      Pattern.compile("^([a-z][\\w.-]{0,15}): flags=\\d+<([A-Z,]*)>");

  public NetworkLinks {
    links = List.copyOf(links);
  }

  /** Whether a line says anything about a link. */
  public static boolean tells(String line) {
    return HEAD.matcher(line).find()
        || ONE_LINE_ADDRESS.matcher(line).find()
        || NETWORKCTL.matcher(line).find()
        || NETWORKCTL_ROW.matcher(line).find()
        || BRIEF.matcher(line).find()
        || IFCONFIG.matcher(line).find();
  }

  /** Reads the lines; those that say nothing about links are skipped. */
  public static NetworkLinks parse(List<String> lines) {
    Map<String, Link> links = new LinkedHashMap<>();
    String current = "";
    for (String line : lines) {
      Link link = line(line, current);
      if (link != null) {
        links.merge(link.name(), link, NetworkLinks::joined);
        current = link.name();
      }
    }
    return new NetworkLinks(List.copyOf(links.values()));
  }

  /** Reads the whole text of an answer. */
  public static NetworkLinks parse(String text) {
    return parse(text.lines().toList());
  }

  private static @Nullable Link line(String line, String current) {
    Matcher head = HEAD.matcher(line);
    if (head.find()) {
      Matcher state = STATE.matcher(line);
      return new Link(
          head.group(1), flags(head.group(2)), state.find() ? state.group(1) : "", List.of());
    }
    Matcher oneLine = ONE_LINE_ADDRESS.matcher(line);
    if (oneLine.find()) {
      return new Link(oneLine.group(1), Set.of(), "", List.of(oneLine.group(2)));
    }
    Matcher row = NETWORKCTL_ROW.matcher(line);
    if (row.find()) {
      return new Link(row.group(1), Set.of(), row.group(2), List.of());
    }
    Matcher brief = BRIEF.matcher(line);
    if (brief.find()) {
      return brief(brief);
    }
    Matcher ifconfig = IFCONFIG.matcher(line);
    if (ifconfig.find()) {
      Set<String> flags = flags(ifconfig.group(2));
      if (flags.contains("UP") && !flags.contains("RUNNING")) {
        flags.add("NO-CARRIER");
      }
      return new Link(ifconfig.group(1), flags, "", List.of());
    }
    Matcher name = NETWORKCTL.matcher(line);
    if (name.find()) {
      return new Link(name.group(1), Set.of(), "", List.of());
    }
    return current.isEmpty() ? null : detail(line, current);
  }

  private static Link brief(Matcher brief) {
    String addresses = brief.group(4);
    return new Link(
        brief.group(1),
        flags(brief.group(3)),
        brief.group(2),
        addresses == null || addresses.isBlank()
            ? List.of()
            : Stream.of(addresses.strip().split("\\s+", -1))
                .map(address -> address.substring(0, address.indexOf('/')))
                .toList());
  }

  private static Set<String> flags(@Nullable String names) {
    return names == null || names.isEmpty()
        ? new HashSet<>()
        : new HashSet<>(List.of(names.split(",", -1)));
  }

  private static @Nullable Link detail(String line, String current) {
    Matcher address = ADDRESS.matcher(line);
    if (address.find()) {
      return new Link(current, Set.of(), "", List.of(address.group(1)));
    }
    Matcher state = NETWORKCTL_STATE.matcher(line);
    if (state.find()) {
      return new Link(current, Set.of(), state.group(1), List.of());
    }
    Matcher networkctl = NETWORKCTL_ADDRESS.matcher(line);
    return networkctl.find() ? new Link(current, Set.of(), "", List.of(networkctl.group(1))) : null;
  }

  private static Link joined(Link before, Link more) {
    var addresses = new ArrayList<>(before.addresses());
    more.addresses().stream().filter(a -> !addresses.contains(a)).forEach(addresses::add);
    return new Link(
        before.name(),
        more.flags().isEmpty() ? before.flags() : more.flags(),
        more.state().isEmpty() ? before.state() : more.state(),
        addresses);
  }

  /** The link of that name. */
  public Optional<Link> of(String name) {
    return links.stream().filter(link -> link.name().equals(name)).findFirst();
  }
}
