package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.NetworkLinks;
import dev.bootwitness.engine.binding.Scale;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks a network interface: present, up, with a carrier, with an address, in this order. */
final class NetworkProbe implements CheckProbe {

  /**
   * How long a state that waiting does not change must have lasted: a driver may still be loaded, a
   * rule may still rename the interface, and a link needs a moment for its carrier.
   */
  private static final Duration STANDS = Duration.ofSeconds(5);

  /** Interfaces, then cards with their drivers, then whether udev still works on events. */
  private static final String LOOK =
      "ip link show && ip addr show || exit 127; echo =cards; for d in /sys/bus/pci/devices/*"
          + " /sys/bus/virtio/devices/*; do case \"$(cat $d/class $d/modalias 2>/dev/null)\" in"
          + " 0x02*|virtio:d00000001v*) l=$(readlink $d/driver); echo \"${d##*/} ${l##*/}\";; esac;"
          + " done; echo =udev; udevadm settle --timeout=0 >/dev/null 2>&1; echo $?";

  private final GuestShell guest;
  private final NetworkCheck check;
  private final Duration stands;
  private String state = "";
  private long since;

  NetworkProbe(GuestShell guest, NetworkCheck check, Scale scale) {
    this.guest = guest;
    this.check = check;
    this.stands = scale.of(STANDS);
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    CommandResult result = guest.run(LOOK, limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    } else if (c.exit() != 0) {
      return new ProbeResult.Not(
          "spec/check-broken", "the guest has no `ip`: " + Evidence.said(c), "", true);
    }
    return compare(c.stdout().text());
  }

  private ProbeResult compare(String text) {
    int cardsAt = text.indexOf("=cards\n");
    int udevAt = text.indexOf("=udev\n");
    if (cardsAt < 0 || udevAt < cardsAt) {
      return not("check/failed", "the guest's answer about its network was cut short", "", false);
    }
    NetworkLinks links = NetworkLinks.parse(text.substring(0, cardsAt));
    List<String> cards =
        text.substring(cardsAt + "=cards\n".length(), udevAt).lines().map(String::strip).toList();
    boolean udevBusy = text.substring(udevAt).strip().endsWith("1");
    NetworkLinks.@Nullable Link link = links.of(check.iface()).orElse(null);
    if (link == null) {
      return absent(links, cards, udevBusy);
    }
    String shown =
        "%s <%s> %s"
            .formatted(
                link.name(),
                String.join(",", link.flags().stream().sorted().toList()),
                String.join(" ", link.addresses()));
    if (link.isDown()) {
      return not(
          "network/no-carrier",
          check.iface() + " exists but is down: nothing has configured it",
          shown.strip(),
          false);
    } else if (link.lacksCarrier()) {
      return not(
          "network/no-carrier", check.iface() + " is up but has no carrier", shown.strip(), true);
    } else if (!addressed(link)) {
      String which =
          check.address() == NetworkCheck.Family.ANY
              ? "address"
              : check.address() == NetworkCheck.Family.IPV4 ? "IPv4 address" : "IPv6 address";
      return not(
          "network/no-lease",
          "%s is up with a carrier but has no %s".formatted(check.iface(), which),
          shown.strip(),
          false);
    }
    return new ProbeResult.Holds();
  }

  private ProbeResult absent(NetworkLinks links, List<String> cards, boolean udevBusy) {
    List<String> others =
        links.links().stream()
            .map(NetworkLinks.Link::name)
            .filter(name -> !name.equals("lo"))
            .toList();
    List<String> driverless = cards.stream().filter(card -> !card.contains(" ")).toList();
    String why;
    if (cards.isEmpty() && others.isEmpty()) {
      why = "the machine has no network card";
    } else if (others.isEmpty() && !driverless.isEmpty()) {
      why = "no driver has taken the card " + String.join(", ", driverless);
    } else {
      why = "the guest has " + (others.isEmpty() ? "only lo" : String.join(", ", others));
    }
    return not(
        "network/no-interface",
        "%s does not exist: %s".formatted(check.iface(), why),
        cards.stream().map(card -> "card " + card).collect(Collectors.joining("\n")),
        !udevBusy);
  }

  private boolean addressed(NetworkLinks.Link link) {
    return switch (check.address()) {
      case NONE -> true;
      case ANY -> link.hasAddress();
      case IPV4 ->
          link.addresses().stream().anyMatch(a -> a.contains(".") && !a.startsWith("169.254."));
      case IPV6 ->
          link.addresses().stream().anyMatch(a -> a.contains(":") && !a.startsWith("fe80:"));
    };
  }

  /** Settled states end a wait once they have lasted for a while. */
  private ProbeResult not(String cause, String message, String quote, boolean settled) {
    long now = System.nanoTime();
    if (!settled || !message.equals(state)) {
      since = now;
    }
    state = settled ? message : "";
    boolean last = settled && now - since >= stands.toNanos();
    return new ProbeResult.Not(cause, message, quote, last);
  }
}
