package dev.bootwitness.report.suite;

import dev.bootwitness.report.suite.Member.From;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shards of a suite joined: what became of each of its specs, and what does not fit together.
 *
 * @param members one per spec of the suite, in order
 * @param problems whole sentences, each a shard or a spec that is missing or counted twice
 */
public record MergedSuite(List<Member> members, List<String> problems) {

  public MergedSuite {
    members = List.copyOf(members);
    problems = List.copyOf(problems);
  }

  /**
   * Joins shards. Of a shard that was retried, the last attempt counts.
   *
   * @param all the files of one suite, at least one
   * @throws ShardException when they belong to different suites or executions
   */
  public static MergedSuite of(List<ShardFile> all) throws ShardException {
    sameExecution(all);
    List<ShardFile> files = lastAttempts(all);
    samePlan(files);
    List<SuiteSpec> suite = files.getFirst().result().suite();
    int count = files.getFirst().result().shard().count();
    List<String> problems = new ArrayList<>();
    TreeMap<Integer, List<ShardFile>> shards =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.result().shard().index(), TreeMap::new, Collectors.toList()));
    for (int i = 1; i <= count; i++) {
      List<ShardFile> here = shards.getOrDefault(i, List.of());
      if (here.isEmpty()) {
        problems.add(
            "%s is missing: no file has its records".formatted(new Shard(i, count).words()));
      } else if (here.size() > 1) {
        problems.add(
            "%s is there %d times: %s. Its first file counts"
                .formatted(new Shard(i, count).words(), here.size(), paths(here)));
      }
    }
    List<ShardFile> counted = shards.values().stream().map(List::getFirst).toList();
    List<Member> members = new ArrayList<>();
    for (SuiteSpec spec : suite) {
      Member member = member(spec, counted);
      members.add(member);
      problems.addAll(member.problems());
    }
    return new MergedSuite(members, problems);
  }

  /** Two files of one attempt are a mistake, and both stay. */
  private static List<ShardFile> lastAttempts(List<ShardFile> files) {
    Map<Shard, Integer> last = new HashMap<>();
    for (ShardFile file : files) {
      last.merge(file.result().shard(), file.result().attempt(), Math::max);
    }
    return files.stream()
        .filter(file -> {
          ShardResult result = file.result();
          return result.attempt() >= last.getOrDefault(result.shard(), 0);
        })
        .toList();
  }

  private static Member member(SuiteSpec spec, List<ShardFile> files) throws ShardException {
    List<From> results = new ArrayList<>();
    for (ShardFile file : files) {
      for (SpecResult result : file.result().specs()) {
        if (result.name().equals(spec.name())) {
          results.add(new From(file, result));
        }
      }
    }
    return Member.of(spec, results);
  }

  private static void sameExecution(List<ShardFile> files) throws ShardException {
    ShardFile first = files.getFirst();
    for (ShardFile other : files) {
      String differs =
          !first.result().suite().equals(other.result().suite())
              ? "other specs (%s; %s)".formatted(specs(first), specs(other))
              : first.result().shard().count() != other.result().shard().count()
                  ? "another number of shards (%d; %d)"
                      .formatted(first.result().shard().count(), other.result().shard().count())
                  : !first.result().execution().equals(other.result().execution())
                      ? "another execution (\"%s\"; \"%s\")"
                          .formatted(first.result().execution(), other.result().execution())
                      : "";
      if (!differs.isEmpty()) {
        throw apart(first, other, differs, "Merge the files of one execution");
      }
    }
  }

  private static void samePlan(List<ShardFile> files) throws ShardException {
    ShardFile first = files.getFirst();
    for (ShardFile other : files) {
      if (!first.result().plan().equals(other.result().plan())) {
        throw apart(
            first,
            other,
            "different divisions of the suite, because their hosts had different ledgers",
            "Give all hosts, and a retried job, the same .bootwitness/ledger.jsonl and run the suite"
                + " again; `merge` of one of the files alone shows what it has");
      }
    }
  }

  private static ShardException apart(
      ShardFile first, ShardFile other, String differs, String next) {
    return new ShardException(
        "%s and %s do not belong together: they are of %s. %s"
            .formatted(first.path(), other.path(), differs, next));
  }

  private static String specs(ShardFile file) {
    List<String> suite = file.result().suite().stream().map(SuiteSpec::name).toList();
    return suite.size() <= 4
        ? String.join(", ", suite)
        : String.join(", ", suite.subList(0, 3)) + " and " + (suite.size() - 3) + " more";
  }

  private static String paths(List<ShardFile> files) {
    return files.stream()
        .map(ShardFile::path)
        .sorted(Comparator.naturalOrder())
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
