package dev.bootwitness.image.build;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command that builds an image, and what it promises.
 *
 * @param command program and arguments; a program with a slash is relative to the working directory
 * @param workingDirectory where it runs, and the base of relative inputs
 * @param inputs files and directories whose content decides whether it must run again
 * @param artifacts what it leaves in its output directory: relative names or globs ({@link
 *     java.nio.file.FileSystem#getPathMatcher}), each of which must match exactly one file
 * @param deadline how long it may run
 * @param stallBudget how long it may stay silent; null for as long as the deadline allows
 * @param cacheRoot the cache of this one image, whose last three builds are kept; created when
 *     first needed
 * @param environment added to this process's own environment
 * @param secrets blanked in the log; a listener to the lines must blank them itself
 */
public record BuildRequest(
    List<String> command,
    Path workingDirectory,
    List<Path> inputs,
    List<String> artifacts,
    Duration deadline,
    @Nullable Duration stallBudget,
    Path cacheRoot,
    Map<String, String> environment,
    SecretMask secrets) {

  /** The variable that contains the directory for the command's artifacts. */
  public static final String OUTPUT_VARIABLE = "BOOTWITNESS_OUT";

  /**
   * @throws IllegalArgumentException when the command is empty, a duration is not positive, or an
   *     artifact is not below the output directory
   */
  public BuildRequest {
    command = List.copyOf(command);
    inputs = List.copyOf(inputs);
    artifacts = List.copyOf(artifacts);
    environment = Map.copyOf(environment);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("the build command is empty; expected a program");
    }
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
