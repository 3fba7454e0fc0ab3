package dev.bootwitness.image.build;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.image.nix.FlakeReference;
import dev.bootwitness.image.nix.NixCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One run of a builder: its processes, its time limits and its output. */
final class BuildRun {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  /** A message of Nix with its trace is one line of its log. */
  private static final int LONGEST_NIX_LINE = 1 << 20;

  private final BuildRequest request;
  private final BuildInputs inputs;
  private final BuildCache cache;
  private final String key;
  private final LongSupplier nanoTime;
  private Duration cpu = Duration.ZERO;
  private boolean nixBuilt;

  BuildRun(
      BuildRequest request,
      BuildInputs inputs,
      BuildCache cache,
      String key,
      LongSupplier nanoTime) {
    this.request = request;
    this.inputs = inputs;
    this.cache = cache;
    this.key = key;
    this.nanoTime = nanoTime;
  }

  /** Processor time of the builder and all it started and waited for. */
  Duration cpu() {
    return cpu;
  }

  /** Whether Nix had something to build. */
  boolean nixBuilt() {
    return nixBuilt;
  }

  /** Runs the builder to its end; empty when it succeeded. */
  Optional<BuildFailure> run(Path output, BuildListener listener, String reason)
      throws IOException, InterruptedException {
    Duration before = CpuTime.ofChildren();
    try {
      return request.builder() instanceof Builder.Nix
          ? nix(listener, reason)
          : command(output, listener, reason);
    } finally {
      cpu = CpuTime.ofChildren().minus(before);
    }
  }

  private Optional<BuildFailure> command(Path output, BuildListener listener, String reason)
      throws IOException, InterruptedException {
    try (OutputStream log = masked(cache.log(key))) {
      Builder.Command builder = (Builder.Command) request.builder();
      BuildOutput reader = BuildOutput.of(builder, listener);
      Map<String, String> environment = environment();
      environment.put(BuildRequest.OUTPUT_VARIABLE, output.toString());
      return run(
          builder.command(),
          environment,
          log,
          reader,
          reader::take,
          LineSplitter.MAX_BYTES,
          () -> listener.started(cache.log(key), reason));
    }
  }

  private Optional<BuildFailure> nix(BuildListener listener, String reason)
      throws IOException, InterruptedException {
    Builder.Nix builder = (Builder.Nix) request.builder();
    List<String> argv =
        new ArrayList<>(
            NixCommand.build(
                FlakeReference.of(builder.flake(), request.workingDirectory()),
                cache.nixResult(key),
                builder.impure(),
                builder.arguments()));
    if (request.rebuild()) {
      forget(builder);
    }
    try (OutputStream raw = masked(cache.rawLog(key));
        ReadableLog readable = new ReadableLog(masked(cache.log(key)))) {
      BuildOutput reader = BuildOutput.of(builder, listener);
      Optional<BuildFailure> failure =
          run(
              PidNamespace.around(argv),
              environment(),
              raw,
              reader,
              line -> readable.write(reader.take(line)),
              LONGEST_NIX_LINE,
              () -> listener.started(cache.log(key), reason));
      nixBuilt = reader.built();
      return failure.or(() -> readable.failure().map(this::unusable));
    }
  }

  /**
   * Removes the earlier output from Nix's store, so that Nix must build. Its own {@code --rebuild}
   * compares with that output, and fails for an image that is not the same in every byte. What
   * somebody else still uses stays, and then nothing is built.
   */
  private void forget(Builder.Nix builder) throws IOException, InterruptedException {
    Path link = cache.nixResult(key);
    if (Files.exists(link)) {
      Path output = link.toRealPath();
      cache.removeRoots(output);
      var _ =
          HostCommand.answer(
              NixCommand.delete(output),
              request.workingDirectory(),
              builder.environment(),
              LAST_WORDS.multipliedBy(12));
    }
  }

  private OutputStream masked(Path file) throws IOException {
    return new MaskedOutput(Files.newOutputStream(file), request.secrets());
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(request.builder().environment());
    if (request.apt().isPresent()) {
      List<String> versions =
          inputs.values().entrySet().stream()
              .filter(input -> input.getKey().startsWith("apt "))
              .map(input -> input.getKey() + " " + input.getValue())
              .toList();
      environment.put(BuildRequest.APT_VARIABLE, Sha256.of(versions));
    }
    return environment;
  }

  private Optional<BuildFailure> run(
      List<String> argv,
      Map<String, String> environment,
      OutputStream log,
      BuildOutput reader,
      java.util.function.Consumer<String> lines,
      int longestLine,
      Runnable started)
      throws InterruptedException {
    long start = nanoTime.getAsLong();
    ChildTree child;
    try {
      child = ChildTree.start(argv, request.workingDirectory(), environment);
    } catch (IOException e) {
      return Optional.of(new BuildFailure.NotStarted("setsid", String.valueOf(e.getMessage())));
    }
    OutputPump pump;
    End end;
    try {
      started.run();
      pump = OutputPump.start(child, log, lines, longestLine, nanoTime);
      end = await(child, pump, start);
    } finally {
      child.kill();
    }
    pump.await(LAST_WORDS);
    return pump.failure().map(this::unusable).or(() -> failure(end, child, reader));
  }

  private enum End {
    EXITED,
    STALLED,
    TIMED_OUT
  }

  private End await(ChildTree child, OutputPump pump, long start) throws InterruptedException {
    long deadline = request.deadline().toNanos();
    Duration stallBudget = request.stallBudget();
    while (true) {
      long now = nanoTime.getAsLong();
      long untilDeadline = deadline - (now - start);
      long untilStall =
          stallBudget == null ? Long.MAX_VALUE : stallBudget.toNanos() - (now - pump.lastOutput());
      if (untilDeadline <= 0) {
        return End.TIMED_OUT;
      }
      if (untilStall <= 0) {
        return End.STALLED;
      }
      if (child.awaitExit(Math.min(untilDeadline, untilStall))) {
        return End.EXITED;
      }
    }
  }

  private Optional<BuildFailure> failure(End end, ChildTree child, BuildOutput reader) {
    Path log = cache.log(key);
    return switch (end) {
      case EXITED ->
          child.exitStatus() == 0
              ? Optional.empty()
              : Optional.of(new BuildFailure.Failed(child.exitStatus(), reader.lastLines(), log));
      case TIMED_OUT ->
          Optional.of(new BuildFailure.TimedOut(request.deadline(), reader.lastLines(), log));
      case STALLED ->
          Optional.of(
              new BuildFailure.Stalled(
                  Objects.requireNonNull(request.stallBudget()), reader.lastLines(), log));
    };
  }

  private BuildFailure unusable(IOException e) {
    return new BuildFailure.CacheUnusable(request.cacheRoot(), e.toString());
  }
}
