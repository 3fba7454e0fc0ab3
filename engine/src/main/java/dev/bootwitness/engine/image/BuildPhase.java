package dev.bootwitness.engine.image;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.ImageSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.image.build.BuildFailure;
import dev.bootwitness.image.build.BuildOutcome;
import dev.bootwitness.image.build.BuildRequest;
import dev.bootwitness.image.build.Builder;
import dev.bootwitness.image.build.ImageBuilder;
import dev.bootwitness.image.nix.FlakeReference;
import dev.bootwitness.image.nix.NixCommand;
import dev.bootwitness.image.nix.NixOutput;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The build phase: makes the image if what it is made from has changed. */
final class BuildPhase {

  private final RunContext context;

  BuildPhase(RunContext context) {
    this.context = context;
  }

  /**
   * Finds or makes the image.
   *
   * @param artifacts names or patterns of what boots, in the builder's output
   */
  RunContext.Done<BuildOutcome.Built> run(ImageSpec.BuildSpec build, List<String> artifacts)
      throws RunStopped, InterruptedException {
    requireFlake(build);
    BuildWatch watch = new BuildWatch(context.record());
    BuildOutcome outcome = new ImageBuilder().build(request(build, artifacts), watch);
    return switch (outcome) {
      case BuildOutcome.Built built -> {
        if (watch.ran()) {
          noted(build, built, watch);
        }
        yield new RunContext.Done<>(built, summary(built));
      }
      case BuildFailure failure -> throw new RunStopped(finding(build, failure));
    };
  }

  /** Nix would blame the flake, but the spec names the folder. */
  private void requireFlake(ImageSpec.BuildSpec build) throws RunStopped {
    if (build.maker() instanceof ImageSpec.FlakeMaker flake) {
      FlakeReference reference = FlakeReference.of(flake.flake(), context.spec().directory());
      if (reference.lacksFlake()) {
        throw new RunStopped(
            FindingBuilder.about(
                    "spec/invalid",
                    "`image.nix` is `%s`, and there is no flake.nix in %s or above it"
                        .formatted(flake.flake(), reference.folder().orElseThrow()),
                    "spec",
                    "")
                .advice("Write the folder that holds flake.nix, or make the flake there.")
                .finding());
      }
    }
  }

  private BuildRequest request(ImageSpec.BuildSpec build, List<String> artifacts) {
    Spec spec = context.spec();
    // As they are written: the names count, and an absolute one would differ between checkouts.
    List<Path> inputs = build.inputs().stream().map(Path::of).toList();
    Builder builder =
        switch (build.maker()) {
          case ImageSpec.CommandMaker(List<String> command) ->
              new Builder.Command(command, inputs, build.environment());
          case ImageSpec.FlakeMaker flake ->
              new Builder.Nix(
                  flake.flake(), flake.args(), flake.impure(), inputs, build.environment());
        };
    return new BuildRequest(
        builder,
        spec.directory(),
        build.apt().map(spec::resolve),
        artifacts,
        build.within(),
        build.stall().orElse(null),
        context.options().project().resolve(".bootwitness/images").resolve(spec.name()),
        context.secrets().mask(),
        context.options().rebuild());
  }

  private void noted(ImageSpec.BuildSpec build, BuildOutcome.Built built, BuildWatch watch) {
    Optional<NixOutput> nix = built.nix();
    context
        .record()
        .append(
            new Event.ImageBuilt(
                build.maker() instanceof ImageSpec.FlakeMaker ? "nix" : "command",
                built.key(),
                built.reason(),
                nix.map(NixOutput::storePath).orElse(""),
                nix.map(NixOutput::narHash).orElse(""),
                built.cpu().toMillis() / 1000.0,
                watch.steps()));
    watch.slowCompression().ifPresent(context::report);
  }

  private static String summary(BuildOutcome.Built built) {
    String key = built.key().substring(0, 8);
    if (built.cached()) {
      return built.cpu().isZero()
          ? "unchanged, from cache " + key
          : "unchanged: Nix had nothing to build, " + key;
    }
    Duration cpu = built.cpu();
    return "built %s: %s; %.0f s of processor time"
        .formatted(key, built.reason(), cpu.toMillis() / 1000.0);
  }

  private static Finding finding(ImageSpec.BuildSpec build, BuildFailure failure) {
    String quote =
        switch (failure) {
          case BuildFailure.Failed f -> String.join("\n", f.lastLines());
          case BuildFailure.Stalled s -> String.join("\n", s.lastLines());
          case BuildFailure.TimedOut t -> String.join("\n", t.lastLines());
          default -> "";
        };
    boolean noNix =
        failure instanceof BuildFailure.NotStarted && build.maker() instanceof ImageSpec.FlakeMaker;
    String advice =
        noNix
            ? "Install Nix: `apt-get install %s-bin`, or see https://nixos.org/download."
                .formatted(NixCommand.NIX)
            : failure.advice();
    return FindingBuilder.about(failure.cause(), failure.message(), "host", quote)
        .advice(advice)
        .finding();
  }
}
