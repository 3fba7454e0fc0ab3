package dev.bootwitness.report.suite;

import dev.bootwitness.report.suite.ShardResult.SpecResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
   * A spec of the suite.
   *
   * @param results of it: one if all is well, none if no shard ran it
   */
  public record Member(String name, List<From> results) {
    public Member {
      results = List.copyOf(results);
    }
  }

  /** What a shard's file says of a spec. */
  public record From(ShardFile file, SpecResult result) {}

  /**
   * Joins shards.
   *
   * @param files of one suite, at least one
   * @throws ShardException when they belong to different suites or executions
   */
  public static MergedSuite of(List<ShardFile> files) throws ShardException {
    sameSuite(files);
    List<String> suite = files.getFirst().result().suite();
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
    for (String name : suite) {
      Member member = member(name, counted);
      members.add(member);
      problem(member, problems);
    }
    return new MergedSuite(members, problems);
  }

  private static Member member(String name, List<ShardFile> files) {
    List<From> results = new ArrayList<>();
    for (ShardFile file : files) {
      file.result().specs().stream()
          .filter(spec -> spec.name().equals(name))
          .map(spec -> new From(file, spec))
          .forEach(results::add);
    }
    return new Member(name, results);
  }

  private static void problem(Member member, List<String> problems) {
    String name = "spec \"" + member.name() + "\"";
    if (member.results().isEmpty()) {
      problems.add(name + " was run by no shard");
    } else if (member.results().size() > 1) {
      String by =
          member.results().stream()
              .map(from -> String.valueOf(from.file().result().shard().index()))
              .collect(Collectors.joining(" and "));
      problems.add(name + " was run by the shards " + by + ". The first one counts");
    } else if (member.results().getFirst().result().runs().isEmpty()) {
      From from = member.results().getFirst();
      problems.add(
          "%s has no verdict in %s: %s"
              .formatted(name, from.file().result().shard().words(), from.result().why()));
    }
  }

  private static void sameSuite(List<ShardFile> files) throws ShardException {
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
        throw new ShardException(
            "%s and %s do not belong together: they are of %s. Merge the files of one execution"
                .formatted(first.path(), other.path(), differs));
      }
    }
  }

  private static String specs(ShardFile file) {
    List<String> suite = file.result().suite();
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
