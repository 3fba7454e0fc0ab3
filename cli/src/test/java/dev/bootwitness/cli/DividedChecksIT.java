package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.history.LedgerEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One spec's checks divided over three hosts that share nothing but a copy of the ledger, beside
 * the run of one host that has them all.
 */
@Timeout(300)
class DividedChecksIT {

  private static final int SHARDS = 3;
  private static final Pattern CASE =
      Pattern.compile("<testcase [^>]*name=\"([^\"]*)\"[^>]*>\\s*<?(/?[a-z]*)([^>]*)");

  @TempDir Path folder;

  private Path spec() throws Exception {
    Cli.Ended built = SparkSpec.GOOD.run(Files.createDirectory(folder.resolve("spark"))).run();
    Path kernel = Path.of(Objects.requireNonNull(built.verdict().image()).path());
    return Files.writeString(
        Files.createDirectory(folder.resolve("six")).resolve("bootwitness.yaml"),
        """
        name: six
        image: {kernel: %s, initrd: %s, append: 'console=ttyS0,115200n8'}
        machine: {memory: 256MiB, cpus: 1}
        boot: {within: 60s}
        login: {user: spark, password: spark, become: root, rootPassword: root}
        independentChecks: true
        checks:
          - {name: one, run: sleep 4; id -un, prints: root}
          - {name: two, run: sleep 4; cat /proc/version, matches: '^Linux version 6\\.'}
          - {name: three, file: /etc/passwd, contains: 'spark:x:1000'}
          - {name: four, run: sleep 4; false}
          - {name: five, run: sleep 4}
          - {name: six, run: sleep 4; grep -c spark /etc/passwd, prints: "2"}
        """
            .formatted(kernel, kernel.resolveSibling("initrd.img")));
  }

  private Path host(String name, boolean knowing) throws Exception {
    Path host = folder.resolve(name);
    Path own = Files.createDirectories(host.resolve(".bootwitness"));
    if (knowing) {
      Files.copy(folder.resolve("alone/.bootwitness/ledger.jsonl"), own.resolve("ledger.jsonl"));
    }
    return host;
  }

  private static Cli run(Path spec, Path project, String... more) {
    return Cli.of("run", spec.toString(), "--plain", "--project", project.toString()).and(more);
  }

  private Cli.Ended merge(String into, List<Path> files) throws Exception {
    List<String> words = new ArrayList<>(List.of("merge"));
    files.forEach(file -> words.add(file.toString()));
    words.addAll(List.of("--into", folder.resolve(into).toString()));
    return Cli.of(words.toArray(String[]::new)).run();
  }

  private static Path zip(Path host, int shard) {
    return host.resolve(".bootwitness/shards/local/shard-%d-of-%d.zip".formatted(shard, SHARDS));
  }

  @Test
  void threeHostsGiveTheVerdictOfOne() throws Exception {
    Path spec = spec();
    Cli.Ended alone = run(spec, folder.resolve("alone")).run();
    assertThat(alone.exit()).as(alone.output()).isEqualTo(1);

    List<Cli.Started> started = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int shard = 1; shard <= SHARDS; shard++) {
      Path host = host("host" + shard, true);
      files.add(zip(host, shard));
      started.add(run(spec, host, "--shard", shard + "/" + SHARDS).start());
    }
    for (int shard = 1; shard <= SHARDS; shard++) {
      Cli.Ended ended = started.get(shard - 1).end();
      assertThat(ended.output())
          .contains("shard %1$d of 3 runs 1 of 1 specs: six (part %1$d of 3, ".formatted(shard));
    }
    Cli.Ended merged = merge("merged", files);

    assertThat(merged.exit()).as(merged.output()).isEqualTo(1);
    assertThat(merged.output()).startsWith("1 run: 1 failed\n✗ six  failed");
    RunDirectory record = onlyRun(folder.resolve("merged"));
    assertSame(RecordReader.verdict(record).orElseThrow(), alone.verdict());
    assertThat(cases(folder.resolve("merged/junit.xml")))
        .hasSize(8)
        .isEqualTo(cases(alone.record().junit()));
    assertThat(line(folder.resolve("merged"))).isEqualTo(line(folder.resolve("alone")));
    assertThat(Files.readString(record.html())).contains("sleep 4; grep -c spark /etc/passwd");
    assertThat(Files.readString(folder.resolve("merged/report.html")))
        .contains("href=\".bootwitness/parts/", "href=\".bootwitness/runs/");

    Cli.Ended missing = merge("missing", List.of(files.get(0), files.get(2)));
    assertThat(missing.exit()).as(missing.output()).isIn(1, 3);
    assertThat(missing.output())
        .contains("shard 2 of 3 is missing: no file has its records.")
        .containsPattern("checks? \"[^\n]* of spec \"six\" (was|were) run by no shard\\.");

    Path stranger = host("stranger", false);
    assertThat(run(spec, stranger, "--shard", "3/3").run().output())
        .contains("shard 3 of 3 runs 0 of 1 specs");
    Cli.Ended mixed = merge("mixed", List.of(files.get(0), files.get(1), zip(stranger, 3)));
    assertThat(mixed.exit()).as(mixed.output()).isEqualTo(2);
    assertThat(mixed.output())
        .contains("different divisions of the suite, because their hosts had different ledgers");
  }

  private static RunDirectory onlyRun(Path project) throws Exception {
    try (Stream<Path> runs = Files.list(project.resolve(".bootwitness/runs"))) {
      List<Path> all = runs.toList();
      assertThat(all).hasSize(1);
      return RunDirectory.open(all.getFirst());
    }
  }

  private static void assertSame(Verdict joined, Verdict whole) {
    assertThat(joined.outcome()).isEqualTo(whole.outcome());
    assertThat(joined.fault()).isEqualTo(whole.fault());
    assertThat(joined.stage()).isEqualTo(whole.stage());
    assertThat(joined.part()).isNull();
    Finding primary = Objects.requireNonNull(joined.primary());
    Finding expected = Objects.requireNonNull(whole.primary());
    assertThat(primary.withTime(null)).isEqualTo(expected.withTime(null));
    assertThat(joined.findings())
        .extracting(finding -> finding.cause() + " " + finding.subject())
        .isEqualTo(whole.findings().stream().map(f -> f.cause() + " " + f.subject()).toList());
    assertThat(joined.checks().stream().map(DividedChecksIT::withoutTime))
        .isEqualTo(whole.checks().stream().map(DividedChecksIT::withoutTime).toList());
  }

  private static CheckResult withoutTime(CheckResult check) {
    return new CheckResult(
        check.name(),
        check.outcome(),
        0,
        check.message(),
        check.basis(),
        check.boot(),
        check.step());
  }

  /** The names of the cases, and what is said of those that failed. */
  private static List<String> cases(Path junit) throws Exception {
    return CASE.matcher(Files.readString(junit))
        .results()
        .map((MatchResult found) ->
            found.group(2).startsWith("/")
                ? found.group(1)
                : found.group(1) + " " + found.group(2) + found.group(3))
        .toList();
  }

  /** The spec's line in the ledger, without times and the run's id. */
  private static String line(Path project) throws Exception {
    List<LedgerEntry> runs = Ledger.of(project).history(_ -> false).runs();
    assertThat(runs).hasSize(1);
    LedgerEntry run = runs.getFirst();
    return Stream.of(
            run.name(),
            run.spec(),
            run.outcome(),
            run.fault(),
            run.cause(),
            run.detail(),
            run.subject(),
            run.accelerator(),
            run.image(),
            run.architecture(),
            run.attempt(),
            run.part(),
            run.checks().stream()
                .map(check -> check.name() + " " + check.outcome() + " " + check.basis())
                .toList())
        .map(String::valueOf)
        .toList()
        .toString();
  }
}
