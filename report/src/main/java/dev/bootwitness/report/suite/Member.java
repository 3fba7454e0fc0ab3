package dev.bootwitness.report.suite;

import dev.bootwitness.record.SpecPart;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A spec of a suite whose shards are joined.
 *
 * @param results of it: one for the whole spec, or one for each part of its checks; none if no
 *     shard ran it
 * @param problems whole sentences, each a spec, a part or checks that are missing or counted twice
 */
public record Member(SuiteSpec spec, List<From> results, List<String> problems) {

  public Member {
    results = List.copyOf(results);
    problems = List.copyOf(problems);
  }

  /** What a shard's file says of a spec. */
  public record From(ShardFile file, SpecResult result) {
    /** The number of the shard. */
    public int shard() {
      return file.result().shard().index();
    }

    /** Which of the checks it had. */
    SpecPart part() {
      return Objects.requireNonNull(result.part(), "part");
    }
  }

  /** Its name in the suite. */
  public String name() {
    return spec.name();
  }

  /** Whether its checks were divided. */
  public boolean isDivided() {
    return results.stream().anyMatch(from -> from.result().part() != null);
  }

  /**
   * A spec by what the shards' files say of it.
   *
   * @throws ShardException when one lists a check that the spec does not have
   */
  static Member of(SuiteSpec spec, List<From> results) throws ShardException {
    boolean divided = results.stream().allMatch(from -> from.result().part() != null);
    if (!results.isEmpty() && divided) {
      List<From> parts =
          results.stream().sorted(Comparator.comparingInt(from -> from.part().number())).toList();
      return new Member(spec, parts, ofParts(spec, parts));
    }
    // A part beside the whole would be the second time for its checks.
    List<From> whole =
        results.stream()
            .sorted(Comparator.comparing(from -> from.result().part() != null))
            .toList();
    return new Member(spec, whole.isEmpty() ? whole : whole.subList(0, 1), ofWhole(spec, results));
  }

  private static List<String> ofWhole(SuiteSpec spec, List<From> results) {
    String name = quoted("spec", spec.name());
    if (results.isEmpty()) {
      return List.of(name + " was run by no shard");
    }
    if (results.size() > 1) {
      String by =
          results.stream()
              .map(from -> String.valueOf(from.shard()))
              .collect(Collectors.joining(" and "));
      return List.of(name + " was run by the shards " + by + ". The first one counts");
    }
    return withoutVerdict(name, results.getFirst());
  }

  private static List<String> ofParts(SuiteSpec spec, List<From> parts) throws ShardException {
    String name = quoted("spec", spec.name());
    List<List<Integer>> shards =
        spec.checks().stream().<List<Integer>>map(check -> new ArrayList<>()).toList();
    for (From from : parts) {
      for (int check : from.part().checks()) {
        if (check < 0 || check >= shards.size()) {
          throw new ShardException(
              "%s lists check %d of %s, which has %d"
                  .formatted(from.file().path(), check + 1, name, shards.size()));
        }
        shards.get(check).add(from.shard());
      }
    }
    List<String> problems = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      String check = quoted("check", spec.checks().get(i));
      if (shards.get(i).isEmpty()) {
        missing.add("\"" + spec.checks().get(i) + "\"");
      } else if (shards.get(i).size() > 1) {
        problems.add(
            "%s of %s was run by the shards %s"
                .formatted(
                    check,
                    name,
                    shards.get(i).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" and "))));
      }
    }
    if (!missing.isEmpty()) {
      boolean one = missing.size() == 1;
      problems.add(
          "%s %s of %s %s run by no shard"
              .formatted(
                  one ? "check" : "checks",
                  String.join(", ", missing),
                  name,
                  one ? "was" : "were"));
    }
    for (From from : parts) {
      problems.addAll(withoutVerdict(from.part().words() + " of " + name, from));
    }
    return problems;
  }

  private static List<String> withoutVerdict(String what, From from) {
    return from.result().runs().isEmpty()
        ? List.of(
            "%s has no verdict in %s: %s"
                .formatted(what, from.file().result().shard().words(), from.result().why()))
        : List.of();
  }

  private static String quoted(String what, String name) {
    return what + " \"" + name + "\"";
  }
}
