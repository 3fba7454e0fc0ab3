package dev.bootwitness.report.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.bootwitness.record.SpecPart;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a shard has done: {@code shard.json} of its file.
 *
 * @param format version of this shape, written as {@code bootwitness}
 * @param shard which part it is
 * @param execution what all parts of one execution have in common; may be empty
 * @param attempt how often the shard was run in this execution, as its system counts; else 1
 * @param plan the fingerprint of the plan that the shard followed
 * @param suite all specs of the suite, in order
 * @param specs what became of the shard's own specs, in order
 */
public record ShardResult(
    @JsonProperty("bootwitness") int format,
    Shard shard,
    String execution,
    int attempt,
    String plan,
    List<SuiteSpec> suite,
    List<SpecResult> specs) {

  public static final int FORMAT = 2;

  public ShardResult {
    Objects.requireNonNull(shard, "shard");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(plan, "plan");
    suite = List.copyOf(suite);
    specs = List.copyOf(specs);
  }

  /**
   * What became of a spec.
   *
   * @param name in the suite
   * @param runs the ids of its runs, the one that counts last; empty when it did not run
   * @param exitCode as {@code run} of the spec alone would have exited
   * @param why it has no verdict, in a few words; empty when it has one
   * @param part which of its checks the shard had; null when it had the whole spec
   */
  public record SpecResult(
      String name, List<String> runs, int exitCode, String why, @Nullable SpecPart part) {
    public SpecResult {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(why, "why");
      runs = List.copyOf(runs);
    }
  }
}
