package dev.bootwitness.prenixos.network;

import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings up the network: a card with carrier becomes {@code lan} and asks for an address. */
public final class NetworkStage {
  private static final Duration CARRIER = Duration.ofSeconds(15);
  private static final Duration ADDRESS = Duration.ofSeconds(60);

  private static final String NETWORK =
      """
      [Match]
      Name=lan

      [Network]
      DHCP=yes
      """;

  private final Tools tools;
  private final Path root;
  private final Supplier<Waiting> waiting;

  /**
   * @param root {@code /}, or a copy of its {@code sys} and {@code run}
   */
  public NetworkStage(Tools tools, Path root, Supplier<Waiting> waiting) {
    this.tools = tools;
    this.root = root;
    this.waiting = waiting;
  }

  /** What came of it; it takes at most 75 s. */
  public NetworkStatus run() {
    String sshd = new SshDaemon(tools, root).start();
    var reader = new LinkReader(root);
    List<NetworkLink> links = reader.links();
    if (links.isEmpty()) {
      return new NetworkStatus("no-link", "", "the machine has no network card", sshd);
    }
    // A link that is down has no carrier, and reading it fails with EINVAL.
    for (NetworkLink link : links) {
      tools.run("ip", "link", "set", "dev", link.name(), "up");
    }
    Optional<NetworkLink> chosen = NetworkLink.choose(reader.links());
    for (Waiting wait = waiting.get(); chosen.isEmpty() && wait.again(CARRIER); ) {
      chosen = NetworkLink.choose(reader.links());
    }
    if (chosen.isEmpty()) {
      String names = String.join(", ", links.stream().map(NetworkLink::name).toList());
      return new NetworkStatus("no-link", "", "no carrier within 15 s: " + names, sshd);
    }
    Optional<String> trouble = configure(chosen.get());
    return trouble.isPresent()
        ? new NetworkStatus("failed", "", trouble.get(), sshd)
        : address(sshd);
  }

  private Optional<String> configure(NetworkLink link) {
    try {
      Path folder = Files.createDirectories(root.resolve("run/systemd/network"));
      Files.writeString(folder.resolve("10-lan.network"), NETWORK);
    } catch (IOException e) {
      return Optional.of("/run/systemd/network cannot be written: " + e.getMessage());
    }
    // networkd first: it must know what to do with lan when the name appears.
    Optional<String> trouble = reload();
    Optional<String> naming = name(link);
    // A card keeps its place without networkd: somebody may give it an address by hand.
    return trouble.isPresent() ? trouble : naming;
  }

  private Optional<String> name(NetworkLink link) {
    if (link.name().equals(NetworkLink.LAN)) {
      return Optional.empty();
    }
    for (String change : List.of("down", "name " + NetworkLink.LAN)) {
      List<String> command = new ArrayList<>(List.of("ip", "link", "set", "dev", link.name()));
      command.addAll(List.of(change.split(" ", -1)));
      ToolOutcome outcome = tools.run(command);
      if (!outcome.succeeded()) {
        return Optional.of(outcome.complaint());
      }
    }
    ToolOutcome up = tools.run("ip", "link", "set", "dev", NetworkLink.LAN, "up");
    return up.succeeded() ? Optional.empty() : Optional.of(up.complaint());
  }

  /**
   * networkctl asks by D-Bus, which need not run yet; systemctl needs none, and waits for nothing.
   */
  private Optional<String> reload() {
    ToolOutcome reloaded = tools.run("networkctl", "reload");
    if (reloaded.succeeded()) {
      return Optional.empty();
    }
    ToolOutcome restarted =
        tools.run("systemctl", "restart", "--no-block", "systemd-networkd.service");
    return restarted.succeeded()
        ? Optional.empty()
        : Optional.of(reloaded.complaint() + "; " + restarted.complaint());
  }

  private NetworkStatus address(String sshd) {
    Optional<String> address = address();
    for (Waiting wait = waiting.get(); address.isEmpty() && wait.again(ADDRESS); ) {
      address = address();
    }
    return address
        .map(a -> new NetworkStatus("configured", a, "lan has an address", sshd))
        .orElseGet(() ->
            new NetworkStatus(
                "no-address", "", "lan has carrier, but no address within 60 s", sshd));
  }

  private Optional<String> address() {
    ToolOutcome shown =
        tools.run(
            "ip", "-json", "-4", "address", "show", "dev", NetworkLink.LAN, "scope", "global");
    return shown.succeeded() ? first(shown.output()) : Optional.empty();
  }

  /** The first address in what {@code ip -json address} prints. */
  static Optional<String> first(String json) {
    try {
      return json.isBlank() || !(JsonTreeReader.read(json) instanceof JsonTree.Items items)
          ? Optional.empty()
          : items.values().stream()
              .flatMap(link -> link.items("addr_info").stream())
              .map(info -> info.text("local"))
              .filter(address -> !address.isEmpty())
              .findFirst();
    } catch (JsonFault e) {
      return Optional.empty();
    }
  }
}
