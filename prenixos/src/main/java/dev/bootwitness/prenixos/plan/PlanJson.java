package dev.bootwitness.prenixos.plan;

import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plan as JSON, in a stable order; {@code plan.schema.json} in the jar describes it. */
public final class PlanJson {
  public static final String SCHEMA = "pre-nixos/plan/1";

  private PlanJson() {}

  public static JsonTree write(StoragePlan plan) {
    return JsonTree.object()
        .put("schema", SCHEMA)
        .put("mode", plan.mode())
        .put("memoryGib", plan.memoryGib())
        .put("disks", items(plan.disks(), PlanJson::disk))
        .put("groups", items(plan.groups(), PlanJson::group))
        .put("volumes", items(plan.volumes(), PlanJson::volume))
        .build();
  }

  /**
   * The plan that {@link #write} made this of.
   *
   * @throws JsonFault if it is none
   */
  public static StoragePlan read(JsonTree tree) {
    if (!tree.text("schema").equals(SCHEMA)) {
      throw new JsonFault("\"schema\" is \"" + tree.text("schema") + "\", expected " + SCHEMA);
    }
    return new StoragePlan(
        tree.text("mode"),
        Math.toIntExact(tree.number("memoryGib")),
        tree.items("disks").stream().map(PlanJson::disk).toList(),
        tree.items("groups").stream().map(PlanJson::group).toList(),
        tree.items("volumes").stream().map(PlanJson::volume).toList());
  }

  private static <T> JsonTree items(List<T> values, Function<T, JsonTree> form) {
    List<JsonTree> items = new ArrayList<>();
    values.forEach(value -> items.add(form.apply(value)));
    return new JsonTree.Items(items);
  }

  private static JsonTree disk(PlannedDisk disk) {
    return JsonTree.object()
        .put("name", disk.name())
        .put("path", disk.path())
        .put("serial", disk.serial())
        .put("model", disk.model())
        .put("size", disk.size())
        .put("used", disk.used())
        .put("erase", disk.erase())
        .put("reason", disk.reason())
        .put("partitions", items(disk.partitions(), PlanJson::partition))
        .build();
  }

  private static PlannedDisk disk(JsonTree tree) {
    return new PlannedDisk(
        tree.text("name"),
        tree.text("path"),
        tree.text("serial"),
        tree.text("model"),
        tree.number("size"),
        tree.truth("used"),
        tree.truth("erase"),
        tree.text("reason"),
        tree.items("partitions").stream().map(PlanJson::partition).toList());
  }

  private static JsonTree partition(PlannedPartition partition) {
    return JsonTree.object()
        .put("number", partition.number())
        .put("role", partition.role())
        .put("path", partition.path())
        .put("startMib", partition.startMib())
        .put("sizeMib", partition.sizeMib())
        .build();
  }

  private static PlannedPartition partition(JsonTree tree) {
    return new PlannedPartition(
        Math.toIntExact(tree.number("number")),
        tree.text("role"),
        tree.text("path"),
        tree.number("startMib"),
        tree.number("sizeMib"));
  }

  private static JsonTree group(PlannedGroup group) {
    return JsonTree.object()
        .put("name", group.name())
        .put("level", group.level().word())
        .put("device", group.device())
        .put("members", JsonTree.texts(group.members()))
        .put("memberMib", group.memberMib())
        .put("extents", group.extents())
        .put("notes", JsonTree.texts(group.notes()))
        .build();
  }

  private static PlannedGroup group(JsonTree tree) {
    return new PlannedGroup(
        tree.text("name"),
        RaidLevel.of(tree.text("level")),
        tree.texts("members"),
        tree.number("memberMib"),
        tree.number("extents"),
        tree.texts("notes"));
  }

  private static JsonTree volume(PlannedVolume volume) {
    return JsonTree.object()
        .put("group", volume.group())
        .put("name", volume.name())
        .put("extents", volume.extents())
        .put("size", volume.bytes())
        .put("content", volume.content())
        .put("mount", volume.mount())
        .put("mode", volume.mode())
        .build();
  }

  private static PlannedVolume volume(JsonTree tree) {
    return new PlannedVolume(
        tree.text("group"),
        tree.text("name"),
        tree.number("extents"),
        tree.text("content"),
        tree.text("mount"),
        tree.text("mode"));
  }
}
