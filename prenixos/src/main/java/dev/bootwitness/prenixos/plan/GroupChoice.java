package dev.bootwitness.prenixos.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which bucket becomes which volume group. */
final class GroupChoice {
  private final PlanOptions options;
  private final Map<String, Bucket> groups = new LinkedHashMap<>();

  private GroupChoice(PlanOptions options) {
    this.options = options;
  }

  /** The groups by name, main first. */
  static Map<String, Bucket> of(List<Bucket> ssds, List<Bucket> hdds, PlanOptions options) {
    var choice = new GroupChoice(options);
    choice.choose(new ArrayList<>(ssds), new ArrayList<>(hdds));
    return choice.groups;
  }

  /** Main before swap, so that a machine with a lone mirror boots from it. */
  private void choose(List<Bucket> ssds, List<Bucket> hdds) {
    Optional<Bucket> main =
        ssds.isEmpty()
            ? hdds.stream()
                .max(Comparator.comparing(this::isRedundant).thenComparingLong(this::capacity))
            : ssds.stream().max(Comparator.comparingLong(this::capacity));
    if (main.isEmpty()) {
      return;
    }
    groups.put(PlannedGroup.MAIN, main.get());
    ssds.remove(main.get());
    hdds.remove(main.get());
    // A small pair, or a single one; of two that are equally large, the pair.
    hdds.stream()
        .filter(bucket -> bucket.count() <= 2)
        .min(Comparator.comparingLong(this::capacity).thenComparingInt(bucket -> -bucket.count()))
        .ifPresent(bucket -> {
          groups.put(PlannedGroup.SWAP, bucket);
          hdds.remove(bucket);
        });
    hdds.sort(Comparator.comparingLong(this::capacity).reversed());
    for (int i = 0; i < hdds.size(); i++) {
      groups.put(PlannedGroup.LARGE + (i == 0 ? "" : "_" + i), hdds.get(i));
    }
    for (int i = 0; i < ssds.size(); i++) {
      groups.put(PlannedGroup.MAIN + "_" + (i + 1), ssds.get(i));
    }
  }

  private boolean isRedundant(Bucket bucket) {
    return bucket.level(options).isRedundant();
  }

  private long capacity(Bucket bucket) {
    return bucket.capacity(options);
  }
}
