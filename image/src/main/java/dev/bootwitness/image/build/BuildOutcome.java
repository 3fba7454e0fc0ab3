package dev.bootwitness.image.build;

import dev.bootwitness.image.nix.NixOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a build ended. */
public sealed interface BuildOutcome permits BuildOutcome.Built, BuildFailure {

  /**
   * The artifacts are there.
   *
   * @param directory the builder's output: a directory in the cache, or a path in Nix's store
   * @param artifacts the file that each promised artifact matched, in the order of the request
   * @param key sha256 of everything the builder was given, lower-case hex
   * @param cached whether an earlier build made them
   * @param reason why the builder ran, such as {@code images/x.sh changed}; empty when it did not
   * @param cpu processor time of the builder and all it started; zero when it did not run
   * @param nix what Nix made; empty for other builders
   * @param log all output of the build that made them
   */
  record Built(
      Path directory,
      List<Path> artifacts,
      String key,
      boolean cached,
      String reason,
      Duration cpu,
      Optional<NixOutput> nix,
      Path log)
      implements BuildOutcome {
    public Built {
      artifacts = List.copyOf(artifacts);
    }
  }
}
