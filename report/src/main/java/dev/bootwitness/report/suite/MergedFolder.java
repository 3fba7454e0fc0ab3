package dev.bootwitness.report.suite;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.followup.Reports;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.junit.JUnitSuites;
import dev.bootwitness.report.junit.JUnitSuites.JUnitSuite;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.StoryTeller;
import dev.bootwitness.report.suite.Member.From;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with all that a suite's shards recorded: the records and their ledger below {@code
 * .bootwitness}, as the runs of a project, and {@code report.html} and {@code junit.xml} of all.
 */
public final class MergedFolder {

  private final Path folder;
  private final Map<String, String> environment;
  private final Path runs;

  /** Apart from the runs: each would be one more run of its spec in the ledger. */
  private final Path partRuns;

  private MergedFolder(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
    this.runs = folder.resolve(".bootwitness").resolve("runs");
    this.partRuns = folder.resolve(".bootwitness").resolve("parts");
  }

  /**
   * A spec of the suite with its record.
   *
   * @param name in the suite
   * @param runs one for each shard that ran it or some of its checks; none when no shard did
   * @param record empty when there is no verdict
   * @param verdict likewise
   * @param why there is none, in a few words; else empty
   * @param exitCode of its run
   */
  public record Entry(
      String name,
      List<ShardRun> runs,
      Optional<RunDirectory> record,
      Optional<Verdict> verdict,
      String why,
      int exitCode) {

    public Entry {
      runs = List.copyOf(runs);
    }
  }

  /**
   * What a shard did of a spec.
   *
   * @param shard its number
   * @param record of a part of the checks; empty for a whole spec, whose record is the entry's
   */
  public record ShardRun(int shard, Optional<RunDirectory> record) {}

  /**
   * Unpacks the records of a suite and writes its reports.
   *
   * @param folder may exist; records that it has already stay as they are
   * @param environment of this process, for the paths in {@code junit.xml}
   * @param unjudged the exit code of a spec that no shard ran
   * @return one per spec of the suite, in order
   * @throws ShardException when a shard's file does not hold what it lists
   * @throws IOException when something cannot be read or written
   */
  public static List<Entry> write(
      Path folder, MergedSuite suite, Map<String, String> environment, int unjudged)
      throws ShardException, IOException {
    MergedFolder merged = new MergedFolder(folder.toAbsolutePath().normalize(), environment);
    Files.createDirectories(merged.runs);
    List<Entry> entries = new ArrayList<>();
    for (Member member : suite.members()) {
      entries.add(merged.entry(member, unjudged));
    }
    Ledger.of(merged.folder).history(record -> false);
    merged.junit(entries);
    merged.html(suite, entries);
    return List.copyOf(entries);
  }

  /** The page. */
  public static Path html(Path folder) {
    return folder.resolve("report.html");
  }

  /** The JUnit XML. */
  public static Path junit(Path folder) {
    return folder.resolve("junit.xml");
  }

  private Entry entry(Member member, int unjudged) throws ShardException, IOException {
    if (member.results().isEmpty()) {
      return new Entry(
          member.name(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          "run by no shard",
          unjudged);
    }
    if (member.isDivided()) {
      return divided(member, unjudged);
    }
    From from = member.results().getFirst();
    Optional<RunDirectory> last = Optional.empty();
    for (String run : from.result().runs()) {
      last = Optional.of(record(from.file(), run, runs));
    }
    Optional<Verdict> verdict =
        last.isPresent() ? RecordReader.verdict(last.get()) : Optional.empty();
    String why = verdict.isPresent() ? "" : last.isPresent() ? "no verdict" : from.result().why();
    return new Entry(
        member.name(),
        List.of(new ShardRun(from.shard(), Optional.empty())),
        last,
        verdict,
        why,
        from.result().exitCode());
  }

  /**
   * A spec whose checks were divided: the records of its parts go beside the runs, and among the
   * runs is the one that they make together. Without all of them there is none.
   */
  private Entry divided(Member member, int unjudged) throws ShardException, IOException {
    List<JoinedPart> parts = new ArrayList<>();
    List<ShardRun> found = new ArrayList<>();
    List<Integer> codes = new ArrayList<>();
    for (From from : member.results()) {
      codes.add(from.result().exitCode());
      Optional<RunDirectory> last = Optional.empty();
      for (String run : from.result().runs()) {
        last = Optional.of(record(from.file(), run, partRuns));
      }
      found.add(new ShardRun(from.shard(), last));
      if (last.isPresent()) {
        RunDirectory record = last.get();
        RecordReader.verdict(record)
            .ifPresent(verdict ->
                parts.add(
                    new JoinedPart(
                        from.shard(), from.part(), record, verdict, from.result().exitCode())));
      }
    }
    if (!member.problems().isEmpty() || parts.size() < member.results().size()) {
      codes.add(unjudged);
      return new Entry(
          member.name(),
          found,
          Optional.empty(),
          Optional.empty(),
          "not all of its checks were run",
          ExitCodes.together(codes));
    }
    RunDirectory record = joined(parts, member.spec().checks());
    Verdict verdict = RecordReader.verdict(record).orElseThrow();
    codes.add(ExitCodes.of(verdict));
    return new Entry(
        member.name(),
        found,
        Optional.of(record),
        Optional.of(verdict),
        "",
        ExitCodes.together(codes));
  }

  private RunDirectory joined(List<JoinedPart> parts, List<String> checks) throws IOException {
    JoinedPart base = JoinedPart.base(parts);
    Path aside = Files.createTempDirectory(runs, ".joining-");
    try {
      copy(base.record().path(), aside);
      JoinedRecord.write(parts, checks, CauseDocs.of(environment), RunDirectory.open(aside));
      // The verdict came in a file of another host: an id that is a path names no folder here.
      String run = base.verdict().run();
      RunDirectory record =
          placed(aside, isId(run) ? run : base.record().id(), runs, SameEvents::apartFromDocs);
      Reports.of(record, RecordReader.verdict(record).orElseThrow(), environment).writeAll();
      // After a part was retried, a ledger of the first merge has the id with another result.
      Ledger.of(folder).renew(record);
      return record;
    } finally {
      delete(aside);
    }
  }

  private static boolean isId(String run) {
    return run.matches("[A-Za-z0-9._-]{1,255}") && !run.startsWith(".");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** The record of a run, unpacked now or before. */
  private RunDirectory record(ShardFile file, String run, Path among)
      throws ShardException, IOException {
    if (!isId(run)) {
      throw new ShardException(file.path() + " lists a run with an id that none has: " + run);
    }
    Path aside = Files.createTempDirectory(Files.createDirectories(among), ".incoming-");
    try {
      file.unpack(run, aside);
      return placed(aside, run, among, SameEvents::exactly);
    } finally {
      delete(aside);
    }
  }

  /**
   * Gives a record its place, unless it is there already. Two hosts may have given one id to two
   * runs: the second becomes {@code ID-2}.
   */
  private static RunDirectory placed(Path aside, String run, Path among, SameEvents same)
      throws IOException {
    for (int n = 1; ; n++) {
      Path target = among.resolve(n == 1 ? run : run + "-" + n);
      if (!Files.exists(target)) {
        Files.move(aside, target);
        return RunDirectory.open(target);
      }
      if (same.hold(target.resolve("events.jsonl"), aside.resolve("events.jsonl"))) {
        return RunDirectory.open(target);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void junit(List<Entry> entries) throws IOException {
    try (Writer out = Files.newBufferedWriter(junit(folder))) {
      JUnitSuites.write(
          "bootwitness",
          entries.stream()
              .map(entry -> new JUnitSuite(entry.name(), () -> story(entry), entry.why()))
              .toList(),
          environment,
          out);
    }
  }

  private static Optional<Story> story(Entry entry) throws IOException {
    if (entry.record().isEmpty() || entry.verdict().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(StoryTeller.read(entry.record().get(), entry.verdict().get()));
  }

  private void html(MergedSuite suite, List<Entry> entries) throws IOException {
    Files.writeString(html(folder), SuitePage.of(folder, suite.problems(), entries));
  }
}
