package dev.bootwitness.prenixos.plan;

import dev.bootwitness.prenixos.inventory.DiskFacts;
import dev.bootwitness.prenixos.inventory.DiskOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Disks of one kind and, within a hundredth, one size.
 *
 * @param disks in stable order
 */
record Bucket(List<DiskFacts> disks) {

  Bucket {
    disks = List.copyOf(disks);
  }

  /** The buckets of these disks, larger disks first. */
  static List<Bucket> of(List<DiskFacts> disks) {
    List<DiskFacts> sorted =
        disks.stream()
            .sorted(
                Comparator.comparingLong(DiskFacts::size)
                    .reversed()
                    .thenComparing(DiskOrder.BY_NAME))
            .toList();
    List<List<DiskFacts>> buckets = new ArrayList<>();
    for (DiskFacts disk : sorted) {
      buckets.stream()
          .filter(bucket -> near(bucket.getFirst().size(), disk.size()))
          .findFirst()
          .orElseGet(() -> {
            buckets.add(new ArrayList<>());
            return buckets.getLast();
          })
          .add(disk);
    }
    return buckets.stream()
        .map(bucket -> new Bucket(bucket.stream().sorted(DiskOrder.BY_NAME).toList()))
        .toList();
  }

  private static boolean near(long first, long size) {
    return Math.abs(first - size) <= first / 100;
  }

  int count() {
    return disks.size();
  }

  boolean isRotational() {
    return disks.getFirst().rotational();
  }

  long smallest() {
    return disks.stream().mapToLong(DiskFacts::size).min().orElseThrow();
  }

  RaidLevel level(PlanOptions options) {
    int n = count();
    if (n == 1) {
      return RaidLevel.SINGLE;
    }
    if (isRotational()) {
      return switch (n) {
        case 2 -> RaidLevel.RAID1;
        case 3 -> RaidLevel.RAID5;
        case 4 -> options.preferRaid6OnFour() ? RaidLevel.RAID6 : RaidLevel.RAID5;
        default -> RaidLevel.RAID6;
      };
    }
    if (options.fast()) {
      return RaidLevel.RAID0;
    }
    return n >= 4 && n % 2 == 0 ? RaidLevel.RAID10 : RaidLevel.RAID1;
  }

  /** The disks that become members; a mirror of SSDs has two, the others stay unused. */
  List<DiskFacts> members(PlanOptions options) {
    return level(options) == RaidLevel.RAID1 ? disks.subList(0, 2) : disks;
  }

  /** Bytes of data that it would hold, an ESP aside. */
  long capacity(PlanOptions options) {
    return level(options).dataMembers(members(options).size()) * smallest();
  }
}
