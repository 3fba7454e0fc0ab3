package dev.bootwitness.image.build;

import dev.bootwitness.image.Interruption;
import dev.bootwitness.image.build.BuildOutcome.Built;
import dev.bootwitness.image.nix.NixCommand;
import dev.bootwitness.image.nix.NixOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Builds an image, once for each state of its inputs.
 *
 * <p>Concurrent builds of one cache, in this process or another, run one after the other; the later
 * finds what the earlier one made. Stateless and thread-safe.
 */
public final class ImageBuilder {

  private final LongSupplier nanoTime;
  private final InstantSource clock;

  /** A builder on the system's clocks. */
  public ImageBuilder() {
    this(System::nanoTime, InstantSource.system());
  }

  ImageBuilder(LongSupplier nanoTime, InstantSource clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /**
   * Finds the image in the cache or builds it.
   *
   * @throws InterruptedException when the thread is interrupted; the builder is dead by then
   */
  public BuildOutcome build(BuildRequest request, BuildListener listener)
      throws InterruptedException {
    BuildInputs inputs;
    try {
      inputs = InputReader.of(request);
    } catch (InputReader.InputException e) {
      return e.failure();
    }
    String key = inputs.key();
    BuildCache cache = new BuildCache(request.cacheRoot(), clock);
    try {
      Optional<Built> current = current(cache, key, request);
      if (current.isPresent()) {
        return current.get();
      }
      Files.createDirectories(cache.root());
      try (CacheLock lock = CacheLock.take(cache.root(), listener::waiting)) {
        // Whoever waited for another build of the same image has what was asked for.
        current = lock.waited() ? find(cache, key, request) : current(cache, key, request);
        return current.isPresent() ? current.get() : build(cache, key, inputs, request, listener);
      }
    } catch (IOException e) {
      Interruption.rethrow(e);
      return unusable(request, e);
    }
  }

  /** The image that makes a build unnecessary. */
  private static Optional<Built> current(BuildCache cache, String key, BuildRequest request)
      throws IOException {
    return request.rebuild() || onlyNixKnows(request)
        ? Optional.empty()
        : find(cache, key, request);
  }

  /** An impure evaluation may read anything; only with named inputs is it known what. */
  private static boolean onlyNixKnows(BuildRequest request) {
    return request.builder() instanceof Builder.Nix nix && nix.impure() && nix.inputs().isEmpty();
  }

  private static Optional<Built> find(BuildCache cache, String key, BuildRequest request)
      throws IOException {
    Path entry = cache.entry(key);
    if (!Files.isDirectory(entry)) {
      return Optional.empty();
    }
    Optional<NixOutput> nix = Optional.empty();
    Path output = entry;
    if (request.builder() instanceof Builder.Nix) {
      nix = NixMark.read(entry);
      Path link = cache.nixResult(key);
      if (nix.isEmpty() || !Files.exists(link)) {
        return Optional.empty(); // collected, or its root was removed
      }
      output = link.toRealPath();
    }
    Artifacts artifacts = Artifacts.look(output, request.artifacts());
    if (artifacts.wrong().isPresent()) {
      return Optional.empty();
    }
    cache.touch(key);
    return Optional.of(
        new Built(output, artifacts.found(), key, true, "", Duration.ZERO, nix, cache.log(key)));
  }

  private BuildOutcome build(
      BuildCache cache,
      String key,
      BuildInputs inputs,
      BuildRequest request,
      BuildListener listener)
      throws IOException, InterruptedException {
    String program =
        switch (request.builder()) {
          case Builder.Command command -> command.command().getFirst();
          case Builder.Nix _ -> NixCommand.NIX;
        };
    Optional<String> obstacle =
        Programs.obstacle(
            program, request.workingDirectory(), request.builder().environment(), System.getenv());
    if (obstacle.isPresent()) {
      return new BuildFailure.NotStarted(program, obstacle.get());
    }
    String reason = reason(cache, inputs, request);
    Path output = cache.newOutput(key);
    try {
      BuildRun run = new BuildRun(request, inputs, cache, key, nanoTime);
      Optional<BuildFailure> failure = run.run(output, listener, reason);
      if (failure.isPresent()) {
        return failure.get();
      }
      return switch (request.builder()) {
        case Builder.Command _ -> ofCommand(output, cache, key, inputs, request, run, reason);
        case Builder.Nix nix -> ofNix(nix, output, cache, key, inputs, request, run, reason);
      };
    } finally {
      if (Files.exists(output)) {
        BuildCache.remove(output);
      }
    }
  }

  private static BuildOutcome ofCommand(
      Path output,
      BuildCache cache,
      String key,
      BuildInputs inputs,
      BuildRequest request,
      BuildRun run,
      String reason)
      throws IOException {
    Optional<BuildFailure> missing = missing(output, Optional.empty(), cache.log(key), request);
    if (missing.isPresent()) {
      return missing.get();
    }
    cache.keepInputs(key, inputs);
    cache.keep(output, key);
    List<Path> kept = Artifacts.look(cache.entry(key), request.artifacts()).found();
    return new Built(
        cache.entry(key), kept, key, false, reason, run.cpu(), Optional.empty(), cache.log(key));
  }

  private static BuildOutcome ofNix(
      Builder.Nix nix,
      Path output,
      BuildCache cache,
      String key,
      BuildInputs inputs,
      BuildRequest request,
      BuildRun run,
      String reason)
      throws IOException, InterruptedException {
    Path made = cache.nixResult(key).toRealPath();
    Optional<BuildFailure> missing = missing(made, Optional.of(made), cache.log(key), request);
    if (missing.isPresent()) {
      return missing.get();
    }
    NixOutput identity = NixMark.ask(made, request.workingDirectory(), nix.environment());
    NixMark.write(output, identity);
    cache.keepInputs(key, inputs);
    cache.keep(output, key);
    boolean built = run.nixBuilt();
    return new Built(
        made,
        Artifacts.look(made, request.artifacts()).found(),
        key,
        !built,
        built ? reason : "",
        run.cpu(),
        Optional.of(identity),
        cache.log(key));
  }

  private static Optional<BuildFailure> missing(
      Path directory, Optional<Path> store, Path log, BuildRequest request) throws IOException {
    return Artifacts.look(directory, request.artifacts())
        .wrong()
        .map(wrong ->
            new BuildFailure.ArtifactMissing(
                wrong.pattern(), wrong.matches(), wrong.present(), store, log));
  }

  private static String reason(BuildCache cache, BuildInputs inputs, BuildRequest request)
      throws IOException {
    if (request.rebuild()) {
      return "asked for by --rebuild";
    }
    Optional<BuildInputs> latest = cache.latestInputs();
    if (latest.isEmpty()) {
      return "not built here before";
    }
    String changes = inputs.asRead().since(latest.get());
    if (!changes.isEmpty()) {
      return changes;
    }
    return onlyNixKnows(request)
        ? "only Nix knows whether an impure flake has changed"
        : "the earlier output is gone";
  }

  private static BuildFailure unusable(BuildRequest request, IOException e) {
    return new BuildFailure.CacheUnusable(request.cacheRoot(), e.toString());
  }
}
