package dev.bootwitness.prenixos.inventory;

import java.util.List;

/**
 * What a machine has to lay out.
 *
 * @param memoryGib memory in GiB, rounded up
 * @param disks in the order of {@link DiskOrder}
 */
public record Inventory(int memoryGib, List<DiskFacts> disks) {

  public Inventory {
    disks = disks.stream().sorted(DiskOrder.BY_NAME).toList();
  }
}
