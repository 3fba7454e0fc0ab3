package dev.bootwitness.report.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bootwitness.base.Sha256;
import dev.bootwitness.record.SpecPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What each shard runs of a suite.
 *
 * @param format version of this shape, written as {@code bootwitness}
 * @param suite all specs, in order
 * @param shards for each shard its shares, by their specs' order; at most one of a spec
 */
public record ShardPlan(
    @JsonProperty("bootwitness") int format, List<SuiteSpec> suite, List<List<ShardShare>> shards) {

  static final int FORMAT = 2;

  /** Long enough to tell two plans apart. */
  private static final int DIGITS = 16;

  public ShardPlan {
    suite = List.copyOf(suite);
    shards = shards.stream().map(List::copyOf).toList();
  }

  /**
   * Divides a suite so that the shards take about the same time, see {@link SuiteDivision}. The
   * same times give the same plan on every host.
   *
   * @param times of each spec
   * @param count of the shards
   */
  public static ShardPlan of(List<SuiteSpec> suite, List<SpecTimes> times, int count) {
    return new ShardPlan(FORMAT, suite, new SuiteDivision(times, count).shares());
  }

  /** The shares of a shard. */
  public List<ShardShare> of(Shard shard) {
    return shards.get(shard.index() - 1);
  }

  /** Which part of its spec a share is; empty when it is the whole. */
  public Optional<SpecPart> part(ShardShare share) {
    if (share.isWhole()) {
      return Optional.empty();
    }
    List<ShardShare> parts =
        shards.stream()
            .flatMap(List::stream)
            .filter(other -> other.spec() == share.spec())
            .toList();
    return Optional.of(new SpecPart(parts.indexOf(share) + 1, parts.size(), share.checks()));
  }

  /** What tells this plan from others: hosts that had different ledgers made different plans. */
  public String fingerprint() {
    List<String> words = new ArrayList<>();
    suite.forEach(spec -> words.add(spec.toString()));
    shards.forEach(shares -> words.add(shares.toString()));
    return Sha256.of(words).substring(0, DIGITS);
  }

  /** Whether it divides this suite into so many shards, each spec or each of its checks once. */
  boolean divides(List<SuiteSpec> specs, int count) {
    return format == FORMAT
        && suite.equals(specs)
        && shards.size() == count
        && IntStream.range(0, specs.size()).allMatch(this::isWholeInAll)
        && shares().allMatch(share -> share.spec() >= 0 && share.spec() < specs.size());
  }

  private boolean isWholeInAll(int spec) {
    List<ShardShare> parts = shares().filter(share -> share.spec() == spec).toList();
    if (parts.size() == 1 && parts.getFirst().isWhole()) {
      return true;
    }
    int[] all =
        parts.stream().flatMap(p -> p.checks().stream()).mapToInt(i -> i).sorted().toArray();
    return parts.stream().noneMatch(ShardShare::isWhole)
        && Arrays.equals(all, IntStream.range(0, suite.get(spec).checks().size()).toArray())
        && all.length > 0;
  }

  private Stream<ShardShare> shares() {
    return shards.stream().flatMap(List::stream);
  }
}
