package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.binding.SpecProblem;
import dev.bootwitness.engine.spec.KnowledgeSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Builds and boots the image of a spec, logs in, runs its checks and prints the verdict.")
final class RunCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "SPEC",
      description =
          "A spec, or a folder with a bootwitness.yaml; default: this folder. Several specs run at"
              + " the same time.")
  private List<Path> specs = List.of();

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "8",
      converter = Count.class,
      description =
          "Run at most N specs at the same time; default: ${DEFAULT-VALUE}. Machines also wait for"
              + " room on the host.")
  private int atOnce = 8;

  @Option(
      names = "--shard",
      paramLabel = "N/M|auto",
      converter = ShardChoice.Reader.class,
      description =
          "Run one of M parts of the specs, divided by their usual times, and of the checks of those"
              + " that have `independentChecks`; auto takes N and M from the variables of GitLab,"
              + " Buildkite, CircleCI, Slurm, GitHub or Kubernetes. `merge` joins the parts.")
  private @Nullable ShardChoice shard;

  @Mixin private RunSettings settings = new RunSettings();

  /**
   * Whether these words are so plain that picocli need not read them; if so, the command has them.
   */
  boolean takes(List<String> words) {
    List<Path> given = new ArrayList<>();
    specs = given;
    return new PlainWords()
        .words(Integer.MAX_VALUE, word -> given.add(Path.of(word)))
        .value("--at-once", count -> atOnce = new Count().convert(count))
        .value("--shard", text -> shard = new ShardChoice.Reader().convert(text))
        .value("--ci", system -> settings.ci = new RunSettings.CiChoice().convert(system))
        .value("--project", folder -> settings.project = Path.of(folder))
        .value("--retries", count -> settings.retries = new RunSettings.Retries().convert(count))
        .value("--known", means -> settings.passKnown = new RunSettings.KnownMeans().convert(means))
        .flag("--plain", () -> settings.plain = true)
        .flag("-q", () -> settings.quiet = true)
        .flag("--quiet", () -> settings.quiet = true)
        .flag("--fresh", () -> settings.fresh = true)
        .flag("--rebuild", () -> settings.rebuild = true)
        .flag("--keep", () -> settings.keep = true)
        .read(words);
  }

  @Override
  public Integer call() {
    return run(specs.isEmpty() ? List.of(Path.of(".")) : specs, atOnce, settings, shard);
  }

  /** An expired exemption changes what a run is blamed for. */
  private static void tellExpired(Spec spec) {
    if (spec.knowledge().equals(KnowledgeSpec.NONE)) {
      return;
    }
    try {
      spec.knowledge()
          .load(LocalDate.now(ZoneOffset.UTC))
          .notes()
          .forEach(note -> System.err.println("bootwitness: " + note));
    } catch (IOException e) {
      System.err.println("bootwitness: rules: " + e.getMessage());
    }
  }

  /** Loads and runs a spec; a mistake in it is reported in full and gives exit code 2. */
  static int run(Path file, RunSettings settings) {
    return run(List.of(file), 1, settings, null);
  }

  /** Nothing runs when one of them has a mistake. */
  private static int run(
      List<Path> files, int atOnce, RunSettings settings, @Nullable ShardChoice shard) {
    Thread.ofPlatform().daemon().name("prepare").start(Bootwitness::prepare);
    List<Spec> specs = new ArrayList<>();
    for (Path file : files) {
      try {
        specs.add(SpecLoader.load(file, settings.packs()));
      } catch (SpecException e) {
        e.problems().stream().map(SpecProblem::toString).forEach(System.err::println);
      }
    }
    boolean known = KnownListCommand.read(settings.project).isPresent();
    if (specs.size() < files.size() || !known) {
      return ExitCodes.USAGE_OR_SPEC;
    }
    specs.forEach(RunCommand::tellExpired);
    if (shard != null) {
      return new ShardedRun(specs, settings).run(shard, atOnce);
    }
    return specs.size() == 1
        ? new ForegroundRun(settings).run(specs.getFirst())
        : new SideBySide(specs, SideBySide.labels(specs), settings).run(atOnce);
  }
}
