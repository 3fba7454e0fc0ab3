package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.suite.PlanFile;
import dev.bootwitness.report.suite.Shard;
import dev.bootwitness.report.suite.ShardException;
import dev.bootwitness.report.suite.ShardFile;
import dev.bootwitness.report.suite.ShardPlan;
import dev.bootwitness.report.suite.ShardResult;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import dev.bootwitness.report.suite.ShardVariables;
import dev.bootwitness.report.terminal.SuiteText.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One shard of a suite: the specs that fall to it are run side by side, and their records are put
 * into one file for {@code merge}.
 */
final class ShardedRun {

  private final List<Spec> suite;
  private final List<String> labels;
  private final RunSettings settings;
  private final Path project;

  ShardedRun(List<Spec> suite, RunSettings settings) {
    this.suite = List.copyOf(suite);
    this.labels = SideBySide.labels(suite);
    this.settings = settings;
    this.project = settings.project.toAbsolutePath().normalize();
  }

  /**
   * Runs the shard.
   *
   * @return the exit code of its specs together; 0 when none falls to it
   */
  int run(ShardChoice choice, int atOnce) {
    try {
      Shard shard = choice.in(System.getenv());
      String execution = ShardVariables.execution(System.getenv());
      PlanFile shared = PlanFile.of(project, execution);
      ShardPlan plan = shared.agree(plan(shard.count()), shard, Instant.now());
      Path file = shared.records(shard);
      Files.deleteIfExists(
          file); // Of an earlier execution: until this one has ended, there is none.
      List<Integer> mine = plan.of(shard);
      List<String> names = mine.stream().map(labels::get).toList();
      say(shard, names);
      ShardWriter writer = new ShardWriter(file, shard, execution, names);
      if (mine.isEmpty()) {
        writer.accept(List.of());
        return writer.written ? ExitCodes.PASSED : ExitCodes.HOST_OR_HARNESS;
      }
      int code =
          new SideBySide(mine.stream().map(suite::get).toList(), names, settings)
              .run(atOnce, writer::accept);
      return writer.written ? code : ExitCodes.together(List.of(code, ExitCodes.HOST_OR_HARNESS));
    } catch (ShardException e) {
      System.err.println("bootwitness run: " + e.getMessage());
      return ExitCodes.USAGE_OR_SPEC;
    } catch (IOException e) {
      System.err.println("bootwitness run: the shard's files: " + FileTrouble.of(e));
      return ExitCodes.HOST_OR_HARNESS;
    }
  }

  private ShardPlan plan(int count) {
    Ledger ledger = Ledger.of(project);
    List<OptionalDouble> usual = suite.stream().map(spec -> usual(ledger, spec)).toList();
    return ShardPlan.of(labels, usual, count);
  }

  /** The median of its last runs, whatever their outcome: a failing spec takes its time too. */
  private static OptionalDouble usual(Ledger ledger, Spec spec) {
    try {
      double[] seconds =
          ledger.recent(spec.name()).stream().mapToDouble(run -> run.seconds()).sorted().toArray();
      return seconds.length == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(seconds[seconds.length / 2]);
    } catch (IOException e) {
      return OptionalDouble.empty(); // The division is then less even; the run itself reports it.
    }
  }

  private void say(Shard shard, List<String> names) {
    System.err.printf(
        "bootwitness: %s runs %d of %d specs%s%n",
        shard.words(),
        names.size(),
        suite.size(),
        names.isEmpty() ? "" : ": " + String.join(", ", names));
  }

  /** Writes the shard's file when all its specs have ended. */
  private final class ShardWriter {
    private final Path file;
    private final Shard shard;
    private final String execution;
    private final List<String> names;
    private boolean written;

    ShardWriter(Path file, Shard shard, String execution, List<String> names) {
      this.file = file;
      this.shard = shard;
      this.execution = execution;
      this.names = names;
    }

    void accept(List<Ended> ended) {
      List<SpecResult> results = new ArrayList<>();
      List<RunDirectory> records = new ArrayList<>();
      try {
        for (int i = 0; i < ended.size(); i++) {
          Verdict verdict = ended.get(i).verdict();
          List<String> runs = verdict == null ? List.of() : runs(verdict);
          for (String run : runs) {
            records.add(RunDirectory.open(project.resolve(".bootwitness/runs").resolve(run)));
          }
          results.add(
              new SpecResult(names.get(i), runs, ended.get(i).exitCode(), ended.get(i).why()));
        }
        ShardFile.write(
            file, new ShardResult(ShardResult.FORMAT, shard, execution, labels, results), records);
        written = true;
        System.err.println("bootwitness: records of " + shard.words() + ": " + file);
      } catch (IOException e) {
        System.err.println(
            "bootwitness: the records of "
                + shard.words()
                + " are not in "
                + file
                + ": "
                + FileTrouble.of(e));
      }
    }

    /** The attempts and repeats first, the run that counts last. */
    private static List<String> runs(Verdict verdict) {
      return Stream.concat(
              Stream.concat(verdict.attempts().stream(), verdict.repeats().stream())
                  .map(RunAttempt::run),
              Stream.of(verdict.run()))
          .distinct()
          .collect(Collectors.toList());
    }
  }
}
