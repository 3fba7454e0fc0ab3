package dev.bootwitness.image.build;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image to build, and what its builder promises.
 *
 * @param builder what makes it
 * @param workingDirectory where the builder runs, and the base of relative inputs
 * @param apt a file with the names of Debian packages, one a line, whose versions are an input too;
 *     empty when the image has none
 * @param artifacts what the builder leaves in its output directory: relative names or globs ({@link
 *     java.nio.file.FileSystem#getPathMatcher}), each of which must match exactly one file
 * @param deadline how long it may run
 * @param stallBudget how long it may stay silent; null for as long as the deadline allows
 * @param cacheRoot the cache of this one image, whose last three builds are kept; created when
 *     first needed
 * @param secrets blanked in the log; a listener to the lines must blank them itself
 * @param rebuild whether to build though nothing has changed
 */
public record BuildRequest(
    Builder builder,
    Path workingDirectory,
    Optional<Path> apt,
    List<String> artifacts,
    Duration deadline,
    @Nullable Duration stallBudget,
    Path cacheRoot,
    SecretMask secrets,
    boolean rebuild) {

  /** The variable that contains the directory for a command's artifacts. */
  public static final String OUTPUT_VARIABLE = "BOOTWITNESS_OUT";

  /** The variable that contains the hash of the versions of {@code apt}'s packages. */
  public static final String APT_VARIABLE = "BOOTWITNESS_APT";

  /**
   * @throws IllegalArgumentException when a duration is not positive, or an artifact is not below
   *     the output directory
   */
  public BuildRequest {
    artifacts = List.copyOf(artifacts);
    requirePositive("deadline", deadline);
    if (stallBudget != null) {
      requirePositive("stall budget", stallBudget);
    }
    for (String artifact : artifacts) {
      Path path = Path.of(artifact);
      if (artifact.isEmpty() || path.isAbsolute() || !path.normalize().equals(path)) {
        throw new IllegalArgumentException(
            "artifact \"" + artifact + "\" must be a name or glob below the output directory");
      }
    }
  }

  private static void requirePositive(String what, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException("the " + what + " must be longer than 0: " + duration);
    }
  }
}
