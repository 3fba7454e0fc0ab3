package dev.bootwitness.image.build;

import java.nio.file.Path;
import java.util.List;

/** How a build ended. */
public sealed interface BuildOutcome permits BuildOutcome.Built, BuildFailure {

  /**
   * The artifacts are there.
   *
   * @param directory the output directory in the cache
   * @param artifacts the file that each promised artifact matched, in the order of the request
   * @param key sha256 of everything the command was given, lower-case hex
   * @param cached whether an earlier build made them
   * @param log all output of the build that made them
   */
  record Built(Path directory, List<Path> artifacts, String key, boolean cached, Path log)
      implements BuildOutcome {
    public Built {
      artifacts = List.copyOf(artifacts);
    }
  }
}
