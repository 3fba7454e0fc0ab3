package dev.bootwitness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardVariablesTest {

  private static ShardVariables.Found find(String... variables) throws ShardException {
    return ShardVariables.find(map(variables));
  }

  private static Map<String, String> map(String... variables) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      map.put(variables[i], variables[i + 1]);
    }
    return map;
  }

  @Test
  void gitlabCountsFromOne() throws ShardException {
    assertThat(find("CI_NODE_INDEX", "2", "CI_NODE_TOTAL", "5", "CI_PIPELINE_ID", "77"))
        .isEqualTo(new ShardVariables.Found("GitLab", new Shard(2, 5), "GitLab 77"));
  }

  @Test
  void buildkiteCountsFromZero() throws ShardException {
    assertThat(find("BUILDKITE_PARALLEL_JOB", "0", "BUILDKITE_PARALLEL_JOB_COUNT", "3").shard())
        .isEqualTo(new Shard(1, 3));
  }

  @Test
  void aSlurmArrayMayBeginAnywhereAndSkip() throws ShardException {
    assertThat(
            find(
                "SLURM_ARRAY_TASK_ID", "14",
                "SLURM_ARRAY_TASK_MIN", "10",
                "SLURM_ARRAY_TASK_STEP", "2",
                "SLURM_ARRAY_TASK_COUNT", "4",
                "SLURM_ARRAY_JOB_ID", "9"))
        .isEqualTo(new ShardVariables.Found("Slurm", new Shard(3, 4), "Slurm 9"));
  }

  @Test
  void anIndexedJobNeedsTheCountFromItsManifest() throws ShardException {
    assertThat(find("JOB_COMPLETION_INDEX", "1", "BOOTWITNESS_SHARDS", "2").shard())
        .isEqualTo(new Shard(2, 2));
    assertThatThrownBy(() -> find("JOB_COMPLETION_INDEX", "1"))
        .hasMessage(
            "Kubernetes has set JOB_COMPLETION_INDEX, but not how many parts there are. Set BOOTWITNESS_SHARDS too");
  }

  @Test
  void ourOwnVariableComesFirst() throws ShardException {
    assertThat(
            find(
                "BOOTWITNESS_SHARD", "2/3",
                "BOOTWITNESS_EXECUTION", "night 4",
                "CI_NODE_INDEX", "1",
                "CI_NODE_TOTAL", "1"))
        .isEqualTo(new ShardVariables.Found("BOOTWITNESS_SHARD", new Shard(2, 3), "night 4"));
  }

  @Test
  void aRetriedJobIsAnotherAttemptOfItsExecution() {
    assertThat(ShardVariables.attempt(map())).isEqualTo(1);
    assertThat(ShardVariables.attempt(map("GITHUB_RUN_ATTEMPT", "3"))).isEqualTo(3);
    assertThat(ShardVariables.attempt(map("BUILDKITE_RETRY_COUNT", "0"))).isEqualTo(1);
    assertThat(ShardVariables.attempt(map("BUILDKITE_RETRY_COUNT", "2"))).isEqualTo(3);
    assertThat(ShardVariables.attempt(map("BOOTWITNESS_ATTEMPT", "2", "GITHUB_RUN_ATTEMPT", "5")))
        .isEqualTo(2);
    assertThat(ShardVariables.attempt(map("BOOTWITNESS_ATTEMPT", "twice"))).isEqualTo(1);
  }

  @Test
  void withoutAnyOfThemTheMessageNamesTheSystems() {
    assertThatThrownBy(() -> find())
        .hasMessage(
            "--shard auto finds no part to run: the environment has neither BOOTWITNESS_SHARD nor the"
                + " variables of GitLab, Buildkite, CircleCI, Slurm, GitHub, Kubernetes. Write e.g."
                + " --shard 2/5");
  }

  @Test
  void anImpossiblePartIsQuoted() {
    assertThatThrownBy(() -> find("CI_NODE_INDEX", "6", "CI_NODE_TOTAL", "5"))
        .hasMessage(
            "GitLab says part 6 of 5 (CI_NODE_INDEX is 6, CI_NODE_TOTAL is 5), and there is none");
    assertThatThrownBy(() -> find("CI_NODE_INDEX", "x", "CI_NODE_TOTAL", "5"))
        .hasMessage("CI_NODE_INDEX is \"x\", which is not a number. GitLab sets it to one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/2", "3/2", "1/0", "1", "-1/2", "1/2/3", "1 /2", "00001/2"})
  void whatIsNoPartIsRefused(String text) {
    assertThat(Shard.parse(text)).isEmpty();
  }
}
