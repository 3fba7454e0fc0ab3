package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.run.Secrets;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.SecretMask;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.history.Ledger;
import dev.bootwitness.report.suite.PlanFile;
import dev.bootwitness.report.suite.Shard;
import dev.bootwitness.report.suite.ShardException;
import dev.bootwitness.report.suite.ShardFile;
import dev.bootwitness.report.suite.ShardPlan;
import dev.bootwitness.report.suite.ShardResult;
import dev.bootwitness.report.suite.ShardResult.SpecResult;
import dev.bootwitness.report.suite.ShardShare;
import dev.bootwitness.report.suite.ShardVariables;
import dev.bootwitness.report.suite.SpecTimes;
import dev.bootwitness.report.suite.SuiteSpec;
import dev.bootwitness.report.terminal.SuiteText.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One shard of a suite: the specs, and the parts of specs, that fall to it are run side by side,
 * and their records are put into one file for {@code merge}.
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
      List<Task> mine = plan.of(shard).stream().map(share -> task(plan, share)).toList();
      say(shard, mine);
      ShardWriter writer = new ShardWriter(file, shard, execution, plan, mine);
      if (mine.isEmpty()) {
        writer.accept(List.of());
        return writer.written ? ExitCodes.PASSED : ExitCodes.HOST_OR_HARNESS;
      }
      int code =
          new SideBySide(
                  mine.stream().map(Task::spec).toList(),
                  mine.stream().map(Task::label).toList(),
                  settings)
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

  /**
   * A spec of the shard, or a part of one.
   *
   * @param name in the suite
   * @param spec with the checks of the part only
   */
  private record Task(String name, Spec spec, Optional<SpecPart> part) {
    String label() {
      return part.map(one -> "%s %d/%d".formatted(name, one.number(), one.parts())).orElse(name);
    }

    String words() {
      return part.map(
              one -> "%s (%s, %d of its checks)".formatted(name, one.words(), one.checks().size()))
          .orElse(name);
    }
  }

  private Task task(ShardPlan plan, ShardShare share) {
    Spec spec = suite.get(share.spec());
    Optional<SpecPart> part = plan.part(share);
    return new Task(labels.get(share.spec()), part.map(spec::with).orElse(spec), part);
  }

  private ShardPlan plan(int count) {
    Ledger ledger = Ledger.of(project);
    return ShardPlan.of(planned(), suite.stream().map(spec -> usual(ledger, spec)).toList(), count);
  }

  private List<SuiteSpec> planned() {
    return IntStream.range(0, suite.size())
        .mapToObj(i -> new SuiteSpec(labels.get(i), divisible(suite.get(i))))
        .toList();
  }

  /**
   * The names of a spec's checks as its records have them, without secrets, if they may be divided.
   */
  static List<String> divisible(Spec spec) {
    if (!spec.division().independent()) {
      return List.of();
    }
    SecretMask mask = Secrets.read(spec.login(), spec.guest(), System.getenv()).mask();
    return spec.steps().stream().map(step -> mask.text(step.name())).toList();
  }

  private static SpecTimes usual(Ledger ledger, Spec spec) {
    try {
      return SpecTimes.of(ledger.recent(spec.name()), divisible(spec));
    } catch (IOException e) {
      // The division is then less even; the run itself reports it.
      return SpecTimes.undivided(OptionalDouble.empty());
    }
  }

  private void say(Shard shard, List<Task> tasks) {
    System.err.printf(
        "bootwitness: %s runs %d of %d specs%s%n",
        shard.words(),
        tasks.size(),
        suite.size(),
        tasks.isEmpty()
            ? ""
            : ": " + tasks.stream().map(Task::words).collect(Collectors.joining(", ")));
  }

  /** Writes the shard's file when all its specs have ended. */
  private final class ShardWriter {
    private final Path file;
    private final Shard shard;
    private final String execution;
    private final ShardPlan plan;
    private final List<Task> tasks;
    private boolean written;

    ShardWriter(Path file, Shard shard, String execution, ShardPlan plan, List<Task> tasks) {
      this.file = file;
      this.shard = shard;
      this.execution = execution;
      this.plan = plan;
      this.tasks = tasks;
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
              new SpecResult(
                  tasks.get(i).name(),
                  runs,
                  ended.get(i).exitCode(),
                  ended.get(i).why(),
                  tasks.get(i).part().orElse(null)));
        }
        ShardFile.write(
            file,
            new ShardResult(
                ShardResult.FORMAT,
                shard,
                execution,
                ShardVariables.attempt(System.getenv()),
                plan.fingerprint(),
                plan.suite(),
                results),
            records);
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
