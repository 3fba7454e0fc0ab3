package dev.bootwitness.report.suite;

import java.util.List;

/**
 * What a shard does of one spec.
 *
 * @param spec its position in the suite
 * @param checks the positions of the checks that the shard runs, in order; empty: the whole spec
 */
public record ShardShare(int spec, List<Integer> checks) {

  public ShardShare {
    checks = checks.stream().sorted().toList();
  }

  /** The whole of a spec. */
  static ShardShare whole(int spec) {
    return new ShardShare(spec, List.of());
  }

  /** Whether it is the whole spec. */
  public boolean isWhole() {
    return checks.isEmpty();
  }
}
