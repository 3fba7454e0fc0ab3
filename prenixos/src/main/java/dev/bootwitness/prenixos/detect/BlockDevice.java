package dev.bootwitness.prenixos.detect;

import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A block device as {@code lsblk --json --bytes} prints it (util-linux 2.38).
 *
 * @param children what lies on it
 */
record BlockDevice(
    String name,
    String path,
    String type,
    long size,
    int sector,
    boolean removable,
    boolean readOnly,
    boolean rotational,
    String model,
    String serial,
    String bus,
    String content,
    String label,
    String uuid,
    String partitionLabel,
    String partitionUuid,
    List<String> mounts,
    List<BlockDevice> children) {

  /** What stands at the top of the tree. */
  private static final Set<String> ROOTS = Set.of("disk", "loop", "rom");

  /**
   * Without the column NAME, lsblk prints a list in place of the tree, and no disk holds anything.
   */
  static final List<String> COMMAND =
      List.of(
          "lsblk",
          "--json",
          "--bytes",
          "--output",
          "NAME,KNAME,PATH,TYPE,SIZE,LOG-SEC,RM,RO,ROTA,MODEL,SERIAL,TRAN,FSTYPE,LABEL,UUID,PARTLABEL,PARTUUID,MOUNTPOINTS");

  /**
   * The devices that lsblk printed.
   *
   * @throws JsonFault if it printed something else, or no tree
   */
  static List<BlockDevice> parse(String json) {
    List<BlockDevice> devices = of(JsonTreeReader.read(json).items("blockdevices"));
    for (BlockDevice device : devices) {
      if (!ROOTS.contains(device.type())) {
        throw new JsonFault(device.path() + ", a " + device.type() + ", stands below no disk");
      }
    }
    return devices;
  }

  private static List<BlockDevice> of(List<JsonTree> devices) {
    List<BlockDevice> parsed = new ArrayList<>();
    for (JsonTree device : devices) {
      parsed.add(of(device));
    }
    return parsed;
  }

  private static BlockDevice of(JsonTree device) {
    return new BlockDevice(
        device.text("kname"),
        device.text("path"),
        device.text("type"),
        device.number("size"),
        Math.toIntExact(device.number("log-sec")),
        device.truth("rm"),
        device.truth("ro"),
        device.truth("rota"),
        device.text("model").strip(),
        device.text("serial").strip(),
        device.text("tran"),
        device.text("fstype"),
        device.text("label"),
        device.text("uuid"),
        device.text("partlabel"),
        device.text("partuuid"),
        device.texts("mountpoints"),
        of(device.items("children")));
  }

  /** It and all that lies on it, a thing before what is made of it. */
  Stream<BlockDevice> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(BlockDevice::all));
  }
}
