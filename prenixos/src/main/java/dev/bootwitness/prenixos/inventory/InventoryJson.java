package dev.bootwitness.prenixos.inventory;

import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTree;
import java.util.ArrayList;
import java.util.List;

/** An inventory as JSON, in a stable order. */
public final class InventoryJson {
  public static final String SCHEMA = "pre-nixos/inventory/1";

  private InventoryJson() {}

  public static JsonTree write(Inventory inventory) {
    List<JsonTree> disks = new ArrayList<>();
    inventory.disks().forEach(disk -> disks.add(disk(disk)));
    return JsonTree.object()
        .put("schema", SCHEMA)
        .put("memoryGib", inventory.memoryGib())
        .put("disks", new JsonTree.Items(disks))
        .build();
  }

  /**
   * The inventory that {@link #write} made this of.
   *
   * @throws JsonFault if it is none
   */
  public static Inventory read(JsonTree tree) {
    if (!tree.text("schema").equals(SCHEMA)) {
      throw new JsonFault("\"schema\" is \"" + tree.text("schema") + "\", expected " + SCHEMA);
    }
    return new Inventory(
        Math.toIntExact(tree.number("memoryGib")),
        tree.items("disks").stream().map(InventoryJson::disk).toList());
  }

  private static JsonTree disk(DiskFacts disk) {
    List<JsonTree> holdings = new ArrayList<>();
    disk.holdings().forEach(holding -> holdings.add(holding(holding)));
    return JsonTree.object()
        .put("name", disk.name())
        .put("path", disk.path())
        .put("size", disk.size())
        .put("sector", disk.sector())
        .put("rotational", disk.rotational())
        .put("model", disk.model())
        .put("serial", disk.serial())
        .put("bus", disk.bus())
        .put("excluded", disk.excluded())
        .put("probeError", disk.probeError())
        .put("signatures", JsonTree.texts(disk.signatures()))
        .put("holdings", new JsonTree.Items(holdings))
        .build();
  }

  private static DiskFacts disk(JsonTree tree) {
    return new DiskFacts(
        tree.text("name"),
        tree.text("path"),
        tree.number("size"),
        Math.toIntExact(tree.number("sector")),
        tree.truth("rotational"),
        tree.text("model"),
        tree.text("serial"),
        tree.text("bus"),
        tree.text("excluded"),
        tree.text("probeError"),
        tree.texts("signatures"),
        tree.items("holdings").stream().map(InventoryJson::holding).toList());
  }

  private static JsonTree holding(Holding holding) {
    return JsonTree.object()
        .put("path", holding.path())
        .put("type", holding.type())
        .put("content", holding.content())
        .put("label", holding.label())
        .put("group", holding.group())
        .put("mounts", JsonTree.texts(holding.mounts()))
        .put("everMounted", holding.everMounted())
        .build();
  }

  private static Holding holding(JsonTree tree) {
    return new Holding(
        tree.text("path"),
        tree.text("type"),
        tree.text("content"),
        tree.text("label"),
        tree.text("group"),
        tree.texts("mounts"),
        tree.truth("everMounted"));
  }
}
