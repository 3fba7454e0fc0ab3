package dev.bootwitness.report.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.record.SpecPart;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedSuiteTest {

  private static final List<String> SUITE = List.of("a", "b", "c");

  @TempDir Path folder;

  private ShardFile shard(
      int index, int count, String execution, List<String> suite, String... specs)
      throws Exception {
    List<SpecResult> results =
        Arrays.stream(specs)
            .map(name -> new SpecResult(name, List.of("run-" + name), 0, "", null))
            .toList();
    return file("f" + index, result(index, count, execution, "p", suite, results));
  }

  private static ShardResult result(
      int index,
      int count,
      String execution,
      String plan,
      List<String> suite,
      List<SpecResult> results) {
    List<SuiteSpec> specs =
        suite.stream().map(name -> new SuiteSpec(name, List.of("x", "y", "z"))).toList();
    return new ShardResult(
        ShardResult.FORMAT, new Shard(index, count), execution, 1, plan, specs, results);
  }

  /** A shard that had some checks of spec a, which has three. */
  private ShardFile part(int index, int count, int number, Integer... checks) throws Exception {
    SpecPart part = new SpecPart(number, 2, List.of(checks));
    List<SpecResult> results = List.of(new SpecResult("a", List.of("run-a"), 0, "", part));
    return file("p" + index, result(index, count, "", "p", List.of("a"), results));
  }

  private ShardFile file(String name, ShardResult result) throws Exception {
    Path file = Files.createDirectories(folder.resolve(name)).resolve(result.shard().fileName());
    ShardFile.write(file, result, List.of());
    return ShardFile.open(file);
  }

  @Test
  void whatFitsTogetherHasNoProblem() throws Exception {
    MergedSuite suite =
        MergedSuite.of(List.of(shard(2, 2, "", SUITE, "b"), shard(1, 2, "", SUITE, "a", "c")));

    assertThat(suite.problems()).isEmpty();
    assertThat(suite.members()).extracting(Member::name).isEqualTo(SUITE);
  }

  @Test
  void aMissingShardAndItsSpecsAreNamed() throws Exception {
    assertThat(MergedSuite.of(List.of(shard(1, 2, "", SUITE, "a", "c"))).problems())
        .containsExactly(
            "shard 2 of 2 is missing: no file has its records", "spec \"b\" was run by no shard");
  }

  @Test
  void aShardThatIsThereTwiceIsNamedWithItsFiles() throws Exception {
    ShardFile once = shard(1, 1, "", SUITE, "a", "b", "c");
    ShardFile twice = file("again", once.result());

    assertThat(MergedSuite.of(List.of(once, twice)).problems())
        .containsExactly(
            "shard 1 of 1 is there 2 times: %s, %s. Its first file counts"
                .formatted(twice.path(), once.path()));
  }

  /** GitHub keeps the artefacts of every attempt. */
  @Test
  void ofARetriedShardTheLastAttemptCounts() throws Exception {
    ShardFile other = shard(2, 2, "", SUITE, "c");
    ShardFile first = shard(1, 2, "", SUITE, "a", "b");
    ShardFile retried = file("again", attempt(2, first.result()));

    MergedSuite suite = MergedSuite.of(List.of(first, other, retried));

    assertThat(suite.problems()).isEmpty();
    assertThat(suite.members().getFirst().results())
        .extracting(from -> from.file().path())
        .containsExactly(retried.path());
    ShardFile twice = file("third", retried.result());
    assertThat(MergedSuite.of(List.of(first, other, retried, twice)).problems())
        .containsExactly(
            "shard 1 of 2 is there 2 times: %s, %s. Its first file counts"
                .formatted(retried.path(), twice.path()));
  }

  private static ShardResult attempt(int attempt, ShardResult result) {
    return new ShardResult(
        result.format(),
        result.shard(),
        result.execution(),
        attempt,
        result.plan(),
        result.suite(),
        result.specs());
  }

  @Test
  void aSpecThatTwoShardsRanIsNamed() throws Exception {
    assertThat(
            MergedSuite.of(
                    List.of(shard(1, 2, "", SUITE, "a", "b"), shard(2, 2, "", SUITE, "b", "c")))
                .problems())
        .containsExactly("spec \"b\" was run by the shards 1 and 2. The first one counts");
  }

  @Test
  void aSpecWithoutAVerdictIsNamedWithTheReason() throws Exception {
    ShardResult result =
        result(
            1,
            1,
            "",
            "p",
            List.of("a"),
            List.of(new SpecResult("a", List.of(), 130, "not started", null)));

    assertThat(MergedSuite.of(List.of(file("x", result))).problems())
        .containsExactly("spec \"a\" has no verdict in shard 1 of 1: not started");
  }

  @Test
  void shardsOfDifferentSuitesAreRefused() throws Exception {
    ShardFile first = shard(1, 2, "", SUITE, "a");
    ShardFile other = shard(2, 2, "", List.of("a", "z"), "z");

    assertThatThrownBy(() -> MergedSuite.of(List.of(first, other)))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "%s and %s do not belong together: they are of other specs (a, b, c; a, z). Merge the files of one execution",
            first.path(), other.path());
  }

  @Test
  void shardsOfDifferentExecutionsAreRefused() throws Exception {
    ShardFile first = shard(1, 2, "Slurm 3", SUITE, "a");
    ShardFile other = shard(2, 2, "Slurm 4", SUITE, "b");

    assertThatThrownBy(() -> MergedSuite.of(List.of(first, other)))
        .hasMessageContaining("another execution (\"Slurm 3\"; \"Slurm 4\")");
  }

  /** A folder may still have the files of an earlier execution that was retried. */
  @Test
  void aLaterAttemptOfAnotherExecutionIsRefused() throws Exception {
    ShardFile earlier = file("e", attempt(2, shard(1, 1, "CI 100", SUITE, "a", "b", "c").result()));
    ShardFile present = file("p", result(1, 1, "CI 101", "p", SUITE, List.of()));

    assertThatThrownBy(() -> MergedSuite.of(List.of(earlier, present)))
        .hasMessageContaining("another execution (\"CI 100\"; \"CI 101\")");
  }

  @Test
  void shardsThatDividedTheSuiteDifferentlyAreRefused() throws Exception {
    ShardFile first = shard(1, 2, "", SUITE, "a", "b");
    ShardFile other = file("o", result(2, 2, "", "q", SUITE, List.of()));

    assertThatThrownBy(() -> MergedSuite.of(List.of(first, other)))
        .isInstanceOf(ShardException.class)
        .hasMessage(
            "%s and %s do not belong together: they are of different divisions of the suite, because"
                + " their hosts had different ledgers. Give all hosts, and a retried job, the same"
                + " .bootwitness/ledger.jsonl and run the suite again; `merge` of one of the files alone"
                + " shows what it has",
            first.path(), other.path());
  }

  @Test
  void partsThatHaveEachCheckOnceFitTogether() throws Exception {
    MergedSuite suite = MergedSuite.of(List.of(part(2, 2, 2, 1), part(1, 2, 1, 0, 2)));

    assertThat(suite.problems()).isEmpty();
    assertThat(suite.members().getFirst().isDivided()).isTrue();
  }

  @Test
  void aMissingPartIsNamedWithItsChecks() throws Exception {
    MergedSuite suite = MergedSuite.of(List.of(part(2, 2, 2, 1)));

    assertThat(suite.problems())
        .containsExactly(
            "shard 1 of 2 is missing: no file has its records",
            "checks \"x\", \"z\" of spec \"a\" were run by no shard");
  }

  @Test
  void aCheckThatTwoShardsRanIsNamed() throws Exception {
    assertThat(MergedSuite.of(List.of(part(1, 2, 1, 0, 1), part(2, 2, 2, 1, 2))).problems())
        .containsExactly("check \"y\" of spec \"a\" was run by the shards 1 and 2");
  }

  @Test
  void aCheckThatTheSpecDoesNotHaveIsRefused() throws Exception {
    ShardFile wrong = part(1, 1, 1, 0, 7);

    assertThatThrownBy(() -> MergedSuite.of(List.of(wrong)))
        .hasMessage(wrong.path() + " lists check 8 of spec \"a\", which has 3");
  }

  @Test
  void aFileOfAnotherVersionIsRefusedWithBothFormats() throws Exception {
    Path old = folder.resolve("old/shard-1-of-1.zip");
    Files.createDirectories(old.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(old))) {
      zip.putNextEntry(new ZipEntry("shard.json"));
      zip.write(
          "{\"bootwitness\":1,\"shard\":{\"index\":1,\"count\":1},\"suite\":[\"a\"]}"
              .getBytes(UTF_8));
    }

    assertThatThrownBy(() -> ShardFile.open(old))
        .hasMessage(
            old + " has format 1; this Bootwitness reads 2. Merge with the version that wrote it");
  }

  @Test
  void aRecordThatIsListedButNotThereIsAnError() throws Exception {
    MergedSuite suite = MergedSuite.of(List.of(shard(1, 1, "", List.of("a"), "a")));

    assertThatThrownBy(() -> MergedFolder.write(folder.resolve("m"), suite, Map.of(), 3))
        .isInstanceOf(ShardException.class)
        .hasMessageEndingWith("shard-1-of-1.zip lists run run-a but does not hold its record");
  }

  @Test
  void aFileOutsideOfItsRecordIsRefused() throws Exception {
    ShardFile good = shard(1, 1, "", List.of("a"), "a");
    Path evil = folder.resolve("evil/shard-1-of-1.zip");
    Files.createDirectories(evil.getParent());
    try (OutputStream out = Files.newOutputStream(evil);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      try (var from = new ZipFile(good.path().toFile())) {
        zip.putNextEntry(new ZipEntry("shard.json"));
        from.getInputStream(from.getEntry("shard.json")).transferTo(zip);
      }
      zip.putNextEntry(new ZipEntry("runs/run-a/../../../../escaped"));
      zip.write('x');
    }
    MergedSuite suite = MergedSuite.of(List.of(ShardFile.open(evil)));

    assertThatThrownBy(() -> MergedFolder.write(folder.resolve("m"), suite, Map.of(), 3))
        .hasMessageContaining("holds a file outside of its record");
    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @Test
  void whatIsNoShardsFileIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("x.zip"), "no zip");
    assertThatThrownBy(() -> ShardFile.open(text))
        .hasMessageStartingWith(text + " is damaged, or no shard's file: ");
    assertThatThrownBy(() -> ShardFile.below(List.of(folder)))
        .hasMessageStartingWith(folder + " has no shard's file. ");
    assertThatThrownBy(() -> ShardFile.below(List.of(folder.resolve("gone"))))
        .hasMessage(
            folder.resolve("gone")
                + " does not exist. Name the files that `bootwitness run --shard` wrote, or a folder"
                + " below which they are");
  }
}
