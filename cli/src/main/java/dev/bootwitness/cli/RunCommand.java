package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.ExitCodes;
import dev.bootwitness.diagnosis.RuleSet;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecException;
import dev.bootwitness.engine.spec.SpecLoader;
import dev.bootwitness.engine.spec.SpecProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bootwitness run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Builds, boots, logs in to and checks what a spec says; prints the verdict.")
final class RunCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "SPEC",
      defaultValue = ".",
      description = "The spec, or a folder with a bootwitness.yaml; default: this folder.")
  private Path spec = Path.of(".");

  @Mixin private RunSettings settings = new RunSettings();

  @Override
  public Integer call() {
    return run(spec, settings);
  }

  /** An exemption that no longer exempts changes what a run is blamed for. */
  private static void tellExpired(Spec spec) {
    if (spec.rules().isEmpty()) {
      return;
    }
    try {
      RuleSet.with(spec.rules(), LocalDate.now(ZoneOffset.UTC))
          .notes()
          .forEach(note -> System.err.println("bootwitness: " + note));
    } catch (IOException e) {
      System.err.println("bootwitness: rules: " + e.getMessage());
    }
  }

  /** Loads and runs a spec; a mistake in it is told in full and is exit code 2. */
  static int run(Path file, RunSettings settings) {
    Thread.ofPlatform().daemon().name("diagnosis").start(Diagnosis::prepare);
    try {
      Spec spec = SpecLoader.load(file);
      tellExpired(spec);
      return new ForegroundRun(settings).run(spec);
    } catch (SpecException e) {
      e.problems().stream().map(SpecProblem::toString).forEach(System.err::println);
      return ExitCodes.USAGE_OR_SPEC;
    }
  }
}
