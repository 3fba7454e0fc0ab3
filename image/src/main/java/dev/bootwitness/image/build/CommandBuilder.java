package dev.bootwitness.image.build;

import dev.bootwitness.image.Interruption;
import dev.bootwitness.image.build.BuildOutcome.Built;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Builds an image by running a command, once for each state of its inputs.
 *
 * <p>Concurrent builds of one cache, in this process or another, run one after the other; the later
 * finds what the earlier one made. Stateless and thread-safe.
 */
public final class CommandBuilder {

  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final InstantSource clock;

  /** A builder on the system's clocks. */
  public CommandBuilder() {
    this(System::nanoTime, InstantSource.system());
  }

  CommandBuilder(LongSupplier nanoTime, InstantSource clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /**
   * Finds the image in the cache or builds it.
   *
   * @throws InterruptedException when the thread is interrupted; the command is dead by then
   */
  public BuildOutcome build(BuildRequest request, BuildListener listener)
      throws InterruptedException {
    String key;
    try {
      key = BuildKey.of(request);
    } catch (BuildKey.InputException e) {
      return e.failure();
    }
    BuildCache cache = new BuildCache(request.cacheRoot(), clock);
    try {
      Optional<Built> current = find(cache, key, request);
      if (current.isPresent()) {
        return current.get();
      }
      Files.createDirectories(cache.root());
      try (CacheLock _ = CacheLock.take(cache.root(), listener::waiting)) {
        current = find(cache, key, request);
        return current.isPresent() ? current.get() : build(cache, key, request, listener);
      }
    } catch (IOException e) {
      Interruption.rethrow(e);
      return unusable(request, e);
    }
  }

  private static Optional<Built> find(BuildCache cache, String key, BuildRequest request)
      throws IOException {
    Path entry = cache.entry(key);
    if (!Files.isDirectory(entry)) {
      return Optional.empty();
    }
    Artifacts artifacts = Artifacts.look(entry, request.artifacts());
    if (artifacts.wrong().isPresent()) {
      return Optional.empty();
    }
    cache.touch(key);
    return Optional.of(new Built(entry, artifacts.found(), key, true, cache.log(key)));
  }

  private BuildOutcome build(
      BuildCache cache, String key, BuildRequest request, BuildListener listener)
      throws IOException, InterruptedException {
    Optional<String> obstacle = Programs.obstacle(request, System.getenv());
    if (obstacle.isPresent()) {
      return new BuildFailure.NotStarted(request.command().getFirst(), obstacle.get());
    }
    Path output = cache.newOutput(key);
    try {
      Optional<BuildFailure> failure = run(output, cache.log(key), request, listener);
      if (failure.isPresent()) {
        return failure.get();
      }
      Artifacts made = Artifacts.look(output, request.artifacts());
      if (made.wrong().isPresent()) {
        Artifacts.Wrong wrong = made.wrong().get();
        return new BuildFailure.ArtifactMissing(
            wrong.pattern(), wrong.matches(), wrong.present(), cache.log(key));
      }
      cache.keep(output, key);
      Artifacts kept = Artifacts.look(cache.entry(key), request.artifacts());
      return new Built(cache.entry(key), kept.found(), key, false, cache.log(key));
    } finally {
      if (Files.exists(output)) {
        BuildCache.remove(output);
      }
    }
  }

  private Optional<BuildFailure> run(
      Path output, Path log, BuildRequest request, BuildListener listener)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(request.environment());
    environment.put(BuildRequest.OUTPUT_VARIABLE, output.toString());
    try (OutputStream logged = new MaskedOutput(Files.newOutputStream(log), request.secrets())) {
      long start = nanoTime.getAsLong();
      ChildTree child;
      try {
        child = ChildTree.start(request.command(), request.workingDirectory(), environment);
      } catch (IOException e) {
        return Optional.of(new BuildFailure.NotStarted("setsid", String.valueOf(e.getMessage())));
      }
      OutputPump pump;
      End end;
      try {
        listener.started(log);
        pump = OutputPump.start(child, logged, listener::line, nanoTime);
        end = await(child, pump, request, start);
      } finally {
        child.kill();
      }
      pump.await(LAST_WORDS);
      Optional<IOException> torn = pump.failure();
      return torn.isPresent()
          ? Optional.of(unusable(request, torn.get()))
          : failure(end, child, pump, request, log);
    }
  }

  private enum End {
    EXITED,
    STALLED,
    TIMED_OUT
  }

  private End await(ChildTree child, OutputPump pump, BuildRequest request, long start)
      throws InterruptedException {
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

  private static Optional<BuildFailure> failure(
      End end, ChildTree child, OutputPump pump, BuildRequest request, Path log) {
    return switch (end) {
      case EXITED ->
          child.exitStatus() == 0
              ? Optional.empty()
              : Optional.of(new BuildFailure.Failed(child.exitStatus(), pump.lastLines(), log));
      case TIMED_OUT ->
          Optional.of(new BuildFailure.TimedOut(request.deadline(), pump.lastLines(), log));
      case STALLED ->
          Optional.of(
              new BuildFailure.Stalled(
                  Objects.requireNonNull(request.stallBudget()), pump.lastLines(), log));
    };
  }

  private static BuildFailure unusable(BuildRequest request, IOException e) {
    return new BuildFailure.CacheUnusable(request.cacheRoot(), e.toString());
  }
}
