package dev.bootwitness.prenixos.plan;

import java.util.List;

/**
 * The layout of a machine's disks. It is the same for the same inventory, so two plans can be
 * compared.
 *
 * @param disks every disk of the machine, with the reason why it is used or not
 * @param groups main first
 * @param volumes in the order in which they are made
 */
public record StoragePlan(
    String mode,
    int memoryGib,
    List<PlannedDisk> disks,
    List<PlannedGroup> groups,
    List<PlannedVolume> volumes) {

  public StoragePlan {
    disks = List.copyOf(disks);
    groups = List.copyOf(groups);
    volumes = List.copyOf(volumes);
  }

  /** Whether there is nothing to make. */
  public boolean isEmpty() {
    return groups.isEmpty();
  }

  public List<PlannedDisk> usedDisks() {
    return disks.stream().filter(PlannedDisk::used).toList();
  }

  /** The ESPs, in the order of their disks; the first is mounted at /boot. */
  public List<PlannedPartition> esps() {
    return usedDisks().stream()
        .flatMap(disk -> disk.partitions().stream())
        .filter(PlannedPartition::isEsp)
        .toList();
  }
}
