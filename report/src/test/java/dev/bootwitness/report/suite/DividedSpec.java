package dev.bootwitness.report.suite;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.TestRecord;
import dev.bootwitness.report.suite.MergedFolder.Entry;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** A spec of six checks that tests divide: its runs, its shards and what becomes of them. */
abstract class DividedSpec {

  static final int CHECKS = 6;

  static final List<String> NAMES = IntStream.range(0, CHECKS).mapToObj(i -> "check " + i).toList();

  @TempDir Path folder;

  /** Positions of checks that do not hold. */
  List<Integer> failing = List.of();

  /** What happens in a part. */
  interface Story {
    void goesOn(TestRecord record) throws IOException;
  }

  Verdict run(Path project, List<Integer> checks, @Nullable SpecPart part) throws Exception {
    return run(
        project,
        part,
        record -> {
          record.event(10, new Event.PhaseStarted("check"));
          double at = 10;
          long passed = 0;
          for (int i : checks) {
            boolean holds = !failing.contains(i);
            passed += holds ? 1 : 0;
            CheckResult result =
                new CheckResult(
                    NAMES.get(i),
                    holds ? CheckResult.PASSED : CheckResult.FAILED,
                    1,
                    holds ? "" : "it does not hold");
            record.check(at, result, "command " + i, "answer " + i);
            at += 1;
            if (!holds) {
              record.event(
                  at,
                  new Event.FindingMade(
                      FindingBuilder.about(
                              "check/failed", "check \"" + NAMES.get(i) + "\" failed", "guest", "")
                          .subject(NAMES.get(i))
                          .at(at - 1.2)
                          .finding()));
            }
          }
          record.event(
              at,
              new Event.PhaseEnded(
                  "check",
                  passed == checks.size(),
                  checks.size(),
                  passed + " of " + checks.size() + " passed"));
          record.event(at + 1, new Event.PhaseStarted("shutdown"));
          record.event(at + 2, new Event.PhaseEnded("shutdown", true, 1, ""));
        });
  }

  Verdict run(Path project, @Nullable SpecPart part, Story story) throws Exception {
    return begun(
        project,
        part,
        record -> {
          record.booted();
          story.goesOn(record);
        });
  }

  /** A run that need not boot. */
  Verdict begun(Path project, @Nullable SpecPart part, Story story) throws Exception {
    try (TestRecord record = new TestRecord(project, "spark")) {
      List<String> names = part == null ? NAMES : part.checks().stream().map(NAMES::get).toList();
      record.event(0, new Event.ChecksPlanned(names, part));
      story.goesOn(record);
      record.event(30, new Event.UsageMeasured(new Usage(0, 0.0, 100L, 0)));
      Verdict verdict = record.judged();
      record.event(30, new Event.VerdictReached(verdict));
      record.writer().verdict(verdict);
      record.event(30, new Event.RunEnded(ExitCodes.of(verdict)));
      return verdict;
    }
  }

  /** The file of a shard that had one part, from a host of its own. */
  ShardFile shard(int count, SpecPart part, Verdict verdict, Path project) throws Exception {
    ShardResult result =
        new ShardResult(
            ShardResult.FORMAT,
            new Shard(part.number(), count),
            "",
            1,
            "p",
            List.of(new SuiteSpec("spark", NAMES)),
            List.of(
                new SpecResult("spark", List.of(verdict.run()), ExitCodes.of(verdict), "", part)));
    Path file =
        Files.createDirectories(project.resolve("shards")).resolve(result.shard().fileName());
    Path record = project.resolve(".bootwitness/runs").resolve(verdict.run());
    ShardFile.write(file, result, List.of(RunDirectory.open(record)));
    return ShardFile.open(file);
  }

  Entry merged(List<ShardFile> files) throws Exception {
    return merged(files, "none");
  }

  /** Joins parts, with the addresses of a site. */
  Entry merged(List<ShardFile> files, String docs) throws Exception {
    return MergedFolder.write(
            folder.resolve("merged"), MergedSuite.of(files), Map.of("BOOTWITNESS_DOCS", docs), 3)
        .getFirst();
  }
}
