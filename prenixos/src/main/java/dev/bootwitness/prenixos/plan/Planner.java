package dev.bootwitness.prenixos.plan;

import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.JudgedDisk;
import dev.bootwitness.prenixos.inventory.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays out a machine's usable disks: a pure function. */
public final class Planner {
  private final PlanOptions options;
  private final Map<String, List<PlannedPartition>> partitions = new HashMap<>();
  private final Map<String, String> uses = new HashMap<>();
  private final List<PlannedGroup> groups = new ArrayList<>();

  private Planner(PlanOptions options) {
    this.options = options;
  }

  /** The plan for these disks; those that are not usable are named in it with the reason. */
  public static StoragePlan plan(List<JudgedDisk> disks, int memoryGib, PlanOptions options) {
    return new Planner(options).lay(disks, memoryGib);
  }

  private StoragePlan lay(List<JudgedDisk> disks, int memoryGib) {
    List<DiskFacts> usable =
        disks.stream().filter(JudgedDisk::isUsable).map(JudgedDisk::disk).toList();
    Map<String, Bucket> chosen =
        GroupChoice.of(
            Bucket.of(usable.stream().filter(d -> !d.rotational()).toList()),
            Bucket.of(usable.stream().filter(DiskFacts::rotational).toList()),
            options);
    chosen.forEach(this::group);
    Map<String, Long> extents = new LinkedHashMap<>();
    groups.forEach(group -> extents.put(group.name(), group.extents()));
    VolumeChoice.Volumes volumes = VolumeChoice.of(extents, memoryGib);
    return new StoragePlan(
        options.mode(),
        memoryGib,
        disks.stream().map(this::planned).toList(),
        groups.stream().map(group -> noted(group, volumes.notes())).toList(),
        volumes.volumes());
  }

  private void group(String name, Bucket bucket) {
    RaidLevel level = bucket.level(options);
    List<DiskFacts> members = bucket.members(options);
    boolean main = name.equals(PlannedGroup.MAIN);
    long from = Sizes.FIRST_MIB + (main ? Sizes.ESP_MIB : 0);
    // Members within a hundredth of each other's size get partitions of the very same size.
    long size = Sizes.usableEndMib(bucket.smallest()) - from;
    List<String> paths = new ArrayList<>();
    for (DiskFacts disk : members) {
      List<PlannedPartition> parts = new ArrayList<>();
      if (main) {
        parts.add(partition(disk, 1, PlannedPartition.ESP, Sizes.FIRST_MIB, Sizes.ESP_MIB));
      }
      parts.add(partition(disk, parts.size() + 1, name, from, size));
      paths.add(parts.getLast().path());
      partitions.put(disk.path(), parts);
      uses.put(disk.path(), use(name, level, members.size()));
    }
    for (DiskFacts disk : bucket.disks()) {
      uses.putIfAbsent(
          disk.path(),
          "left unused: a mirror takes two of the " + bucket.count() + " disks of its size");
    }
    long extents = Sizes.extents(level, members.size(), size);
    groups.add(new PlannedGroup(name, level, paths, size, extents, List.of()));
  }

  private static PlannedPartition partition(
      DiskFacts disk, int number, String role, long start, long size) {
    String path = PlannedPartition.path(disk.path(), number);
    return new PlannedPartition(number, role, path, start, size);
  }

  private static String use(String group, RaidLevel level, int members) {
    return level == RaidLevel.SINGLE
        ? "group " + group + " alone"
        : "member of the " + level.word() + " of " + members + " for group " + group;
  }

  private PlannedDisk planned(JudgedDisk judged) {
    DiskFacts disk = judged.disk();
    List<PlannedPartition> parts = partitions.getOrDefault(disk.path(), List.of());
    String use = uses.getOrDefault(disk.path(), "left alone");
    return new PlannedDisk(
        disk.name(),
        disk.path(),
        disk.serial(),
        disk.model(),
        disk.size(),
        !parts.isEmpty(),
        !parts.isEmpty() && judged.standing() != Standing.BLANK,
        use + ": " + judged.reason(),
        parts);
  }

  private static PlannedGroup noted(PlannedGroup group, Map<String, List<String>> notes) {
    return new PlannedGroup(
        group.name(),
        group.level(),
        group.members(),
        group.memberMib(),
        group.extents(),
        notes.getOrDefault(group.name(), List.of()));
  }
}
