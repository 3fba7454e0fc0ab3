package dev.bootwitness.report.suite;

import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.junit.JUnitSuites;
import dev.bootwitness.report.junit.JUnitSuites.JUnitSuite;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.StoryTeller;
import dev.bootwitness.report.suite.MergedSuite.From;
import dev.bootwitness.report.suite.MergedSuite.Member;
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
  private final Path runs;

  private MergedFolder(Path folder) {
    this.folder = folder;
    this.runs = folder.resolve(".bootwitness").resolve("runs");
  }

  /**
   * A spec of the suite with its record.
   *
   * @param name in the suite
   * @param shard the number of the shard that ran it; 0 when none did
   * @param record empty when there is no verdict
   * @param verdict likewise
   * @param why there is none, in a few words; else empty
   * @param exitCode of its run
   */
  public record Entry(
      String name,
      int shard,
      Optional<RunDirectory> record,
      Optional<Verdict> verdict,
      String why,
      int exitCode) {}

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
    MergedFolder merged = new MergedFolder(folder.toAbsolutePath().normalize());
    Files.createDirectories(merged.runs);
    List<Entry> entries = new ArrayList<>();
    for (Member member : suite.members()) {
      entries.add(merged.entry(member, unjudged));
    }
    Ledger.of(merged.folder).history(record -> false);
    merged.junit(entries, environment);
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
          member.name(), 0, Optional.empty(), Optional.empty(), "run by no shard", unjudged);
    }
    From from = member.results().getFirst();
    int shard = from.file().result().shard().index();
    Optional<RunDirectory> last = Optional.empty();
    for (String run : from.result().runs()) {
      last = Optional.of(record(from.file(), run));
    }
    Optional<Verdict> verdict =
        last.isPresent() ? RecordReader.verdict(last.get()) : Optional.empty();
    String why = verdict.isPresent() ? "" : last.isPresent() ? "no verdict" : from.result().why();
    return new Entry(member.name(), shard, last, verdict, why, from.result().exitCode());
  }

  /**
   * The record of a run, unpacked now or before. Two hosts may have given one id to two runs: the
   * second becomes {@code ID-2}.
   */
  private RunDirectory record(ShardFile file, String run) throws ShardException, IOException {
    if (!run.matches("[A-Za-z0-9._-]{1,255}") || run.startsWith(".")) {
      throw new ShardException(file.path() + " lists a run with an id that none has: " + run);
    }
    Path aside = Files.createTempDirectory(runs, ".incoming-");
    try {
      file.unpack(run, aside);
      for (int n = 1; ; n++) {
        Path target = runs.resolve(n == 1 ? run : run + "-" + n);
        if (!Files.exists(target)) {
          Files.move(aside, target);
          return RunDirectory.open(target);
        }
        if (same(target.resolve("events.jsonl"), aside.resolve("events.jsonl"))) {
          return RunDirectory.open(target);
        }
      }
    } finally {
      delete(aside);
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) < 0;
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

  private void junit(List<Entry> entries, Map<String, String> environment) throws IOException {
    List<JUnitSuite> suites = new ArrayList<>();
    for (Entry entry : entries) {
      suites.add(new JUnitSuite(entry.name(), story(entry), entry.why()));
    }
    try (Writer out = Files.newBufferedWriter(junit(folder))) {
      JUnitSuites.write("bootwitness", suites, environment, out);
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
