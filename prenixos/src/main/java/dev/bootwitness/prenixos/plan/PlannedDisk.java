package dev.bootwitness.prenixos.plan;

import java.util.List;

/**
 * A disk of the machine in a plan, used or not.
 *
 * @param size in bytes
 * @param used whether it gets a partition table
 * @param erase whether something on it is erased first
 * @param reason why it is used or not
 */
public record PlannedDisk(
    String name,
    String path,
    String serial,
    String model,
    long size,
    boolean used,
    boolean erase,
    String reason,
    List<PlannedPartition> partitions) {

  public PlannedDisk {
    partitions = List.copyOf(partitions);
  }
}
