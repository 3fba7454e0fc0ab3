package dev.bootwitness.report.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables by which systems that run a job many times number the jobs.
 *
 * @param system its name
 * @param index the variable with this job's number
 * @param first the number of the first job, or the variable that holds it
 * @param step the variable with the distance of two numbers; null where it is 1
 * @param count the variables with the number of jobs, of which the first that is set counts
 * @param execution the variables that are the same in all these jobs and in no others
 */
public record ShardVariables(
    String system,
    String index,
    String first,
    @Nullable String step,
    List<String> count,
    List<String> execution) {

  /** The whole of it as {@code 2/5}, for a system that is not in the list. */
  private static final String OWN = "BOOTWITNESS_SHARD";

  /** The number of jobs, for a system that does not say it. */
  private static final String OWN_COUNT = "BOOTWITNESS_SHARDS";

  /** What names one execution, likewise. */
  private static final String OWN_EXECUTION = "BOOTWITNESS_EXECUTION";

  /** How often a shard was run, likewise. */
  private static final String OWN_ATTEMPT = "BOOTWITNESS_ATTEMPT";

  private static final List<ShardVariables> ALL =
      List.of(
          // https://docs.gitlab.com/ci/variables/predefined_variables/
          new ShardVariables(
              "GitLab",
              "CI_NODE_INDEX",
              "1",
              null,
              List.of("CI_NODE_TOTAL"),
              List.of("CI_PIPELINE_ID")),
          // https://buildkite.com/docs/pipelines/configure/environment-variables
          new ShardVariables(
              "Buildkite",
              "BUILDKITE_PARALLEL_JOB",
              "0",
              null,
              List.of("BUILDKITE_PARALLEL_JOB_COUNT"),
              List.of("BUILDKITE_BUILD_ID")),
          // https://circleci.com/docs/reference/variables/
          new ShardVariables(
              "CircleCI",
              "CIRCLE_NODE_INDEX",
              "0",
              null,
              List.of("CIRCLE_NODE_TOTAL"),
              List.of("CIRCLE_WORKFLOW_ID")),
          // sbatch(1), "OUTPUT ENVIRONMENT VARIABLES"
          new ShardVariables(
              "Slurm",
              "SLURM_ARRAY_TASK_ID",
              "SLURM_ARRAY_TASK_MIN",
              "SLURM_ARRAY_TASK_STEP",
              List.of("SLURM_ARRAY_TASK_COUNT"),
              List.of("SLURM_ARRAY_JOB_ID")),
          // GitHub has both numbers only in a workflow's expressions, `strategy.job-index` and
          // `strategy.job-total`: packaging/github/matrix.yml puts them here.
          new ShardVariables(
              "GitHub",
              "STRATEGY_JOB_INDEX",
              "0",
              null,
              List.of("STRATEGY_JOB_TOTAL"),
              List.of("GITHUB_RUN_ID")),
          // https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode: the
          // count is in the Job alone, so its manifest repeats it.
          new ShardVariables(
              "Kubernetes", "JOB_COMPLETION_INDEX", "0", null, List.of(OWN_COUNT), List.of()));

  public ShardVariables {
    count = List.copyOf(count);
    execution = List.copyOf(execution);
  }

  /**
   * What the environment says.
   *
   * @param system which said it
   * @param execution what all parts of this execution have in common; may be empty
   */
  public record Found(String system, Shard shard, String execution) {}

  /**
   * The shard that the environment asks for.
   *
   * @throws ShardException when no system's variables are there, or they make no sense
   */
  public static Found find(Map<String, String> environment) throws ShardException {
    String own = environment.get(OWN);
    if (own != null) {
      Shard shard =
          Shard.parse(own)
              .orElseThrow(() ->
                  new ShardException(
                      "%s is \"%s\". Write the number of the part and how many there are, e.g. 2/5"
                          .formatted(OWN, own)));
      return new Found(OWN, shard, execution(environment));
    }
    for (ShardVariables one : ALL) {
      Optional<Shard> shard = one.read(environment);
      if (shard.isPresent()) {
        return new Found(one.system, shard.get(), execution(environment));
      }
    }
    throw new ShardException(
        "--shard auto finds no part to run: the environment has neither %s nor the variables of %s"
                .formatted(
                    OWN, ALL.stream().map(ShardVariables::system).collect(Collectors.joining(", ")))
            + ". Write e.g. --shard 2/5");
  }

  /** What names the execution that this process belongs to; empty when no system says it. */
  public static String execution(Map<String, String> environment) {
    String own = environment.get(OWN_EXECUTION);
    if (own != null && !own.isEmpty()) {
      return own;
    }
    for (ShardVariables one : ALL) {
      for (String name : one.execution) {
        String value = environment.get(name);
        if (value != null && !value.isEmpty()) {
          return one.system + " " + value;
        }
      }
    }
    return "";
  }

  /** How often this shard was run in its execution, from 1; 1 when no system says it. */
  public static int attempt(Map<String, String> environment) {
    // Where the execution is the same for a retried job, the job's records are there once more.
    return Stream.of(
            counted(environment, OWN_ATTEMPT, 0),
            counted(environment, "GITHUB_RUN_ATTEMPT", 0),
            counted(environment, "BUILDKITE_RETRY_COUNT", 1))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(1);
  }

  private static Optional<Integer> counted(Map<String, String> environment, String name, int more) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Math.max(1, Integer.parseInt(value) + more));
  }

  private Optional<Shard> read(Map<String, String> environment) throws ShardException {
    if (!environment.containsKey(index)) {
      return Optional.empty();
    }
    String total =
        count.stream()
            .filter(environment::containsKey)
            .findFirst()
            .orElseThrow(() ->
                new ShardException(
                    "%s has set %s, but not how many parts there are. Set %s too"
                        .formatted(system, index, count.getFirst())));
    long begins =
        Character.isDigit(first.charAt(0)) ? Long.parseLong(first) : number(environment, first);
    long distance = step == null || !environment.containsKey(step) ? 1 : number(environment, step);
    long number = (number(environment, index) - begins) / Math.max(1, distance) + 1;
    long all = number(environment, total);
    if (!Shard.holds(number, all)) {
      throw new ShardException(
          "%s says part %d of %d (%s is %s, %s is %s), and there is none"
              .formatted(
                  system,
                  number,
                  all,
                  index,
                  environment.get(index),
                  total,
                  environment.get(total)));
    }
    return Optional.of(new Shard((int) number, (int) all));
  }

  private long number(Map<String, String> environment, String variable) throws ShardException {
    String value = environment.getOrDefault(variable, "");
    if (!value.matches("[0-9]{1,9}")) {
      throw new ShardException(
          "%s is \"%s\", which is not a number. %s sets it to one"
              .formatted(variable, value, system));
    }
    return Long.parseLong(value);
  }
}
