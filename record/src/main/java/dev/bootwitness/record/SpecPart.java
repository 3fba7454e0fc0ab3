package dev.bootwitness.record;

import java.util.List;

/**
 * Which of a spec's checks a run had, when shards divided them.
 *
 * @param number of the part, from 1
 * @param parts how many there are together
 * @param checks the positions of its checks among all of the spec, from 0, in order
 */
public record SpecPart(int number, int parts, List<Integer> checks) {

  public SpecPart {
    checks = List.copyOf(checks);
  }

  /** {@code part 2 of 3}. */
  public String words() {
    return "part " + number + " of " + parts;
  }
}
