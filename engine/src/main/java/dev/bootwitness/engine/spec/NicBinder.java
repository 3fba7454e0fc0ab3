package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.Problems;
import dev.bootwitness.machine.config.Nic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns {@code machine.network}, a word or a list of cards, into network cards. */
final class NicBinder {

  /** More cards do not fit on the PCI bus with everything else. */
  private static final int MOST = 8;

  private final Problems problems;
  private final Set<String> addresses = new HashSet<>();

  NicBinder(Problems problems) {
    this.problems = problems;
  }

  /** Empty when the spec does not say. */
  Optional<List<Nic>> bind(MappingReader machine) {
    Optional<Node> network = machine.node("network");
    if (network.isEmpty()) {
      return Optional.empty();
    }
    if (!(network.get() instanceof SequenceNode)) {
      return machine
          .oneOf("network", MachineKeys.NetworkWord.class)
          .map(word ->
              switch (word) {
                case ISOLATED -> List.of(Nic.ISOLATED);
                case INTERNET -> List.of(Nic.INTERNET);
                case NONE -> List.of();
              });
    }
    List<Nic> nics = new ArrayList<>();
    machine.forEachItem(
        "network",
        new Form.Mapping(MachineKeys.NIC),
        "network cards",
        (item, where) -> nics.add(card(new MappingReader(problems, where, item, MachineKeys.NIC))));
    if (nics.size() > MOST) {
      machine.problem(
          "network",
          nics.size() + " network cards are too many. A machine has room for " + MOST + ".");
    }
    return Optional.of(nics);
  }

  private Nic card(MappingReader card) {
    card.require("kind", "isolated");
    Nic.Reach reach = card.oneOf("kind", Nic.Reach.class).orElse(Nic.Reach.ISOLATED);
    Nic.Model model = card.oneOf("model", Nic.Model.class).orElse(Nic.Model.VIRTIO);
    Optional<String> mac = card.text("mac");
    if (mac.isPresent() && !Nic.isMac(mac.get())) {
      card.problem(
          "mac",
          "\""
              + mac.get()
              + "\" is not the address of a network card. Write e.g. \"52:54:00:00:00:01\".");
      mac = Optional.empty();
    }
    mac.filter(address -> !addresses.add(address.toLowerCase(Locale.ROOT)))
        .ifPresent(address ->
            card.problem("mac", "\"" + address + "\" is already the address of another card."));
    return new Nic(reach, model, mac.orElse(null));
  }
}
