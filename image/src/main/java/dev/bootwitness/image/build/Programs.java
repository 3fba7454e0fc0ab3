package dev.bootwitness.image.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks a program up as the shell would, to explain why it cannot be started before trying it. */
final class Programs {

  private Programs() {}

  /** Why a program cannot start from a directory, or empty. */
  static Optional<String> obstacle(
      String program,
      Path workingDirectory,
      Map<String, String> environment,
      Map<String, String> ownEnvironment) {
    if (program.contains("/")) {
      return obstacle(workingDirectory.resolve(program));
    }
    String path = environment.getOrDefault("PATH", ownEnvironment.getOrDefault("PATH", "/usr/bin"));
    for (String directory : path.split(":", -1)) {
      if (obstacle(workingDirectory.resolve(directory).resolve(program)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of("is not in any directory of PATH (" + path + ")");
  }

  private static Optional<String> obstacle(Path program) {
    if (!Files.exists(program)) {
      return Optional.of("does not exist");
    }
    if (!Files.isRegularFile(program)) {
      return Optional.of("is not a file");
    }
    return Files.isExecutable(program)
        ? Optional.empty()
        : Optional.of("is not executable (chmod +x)");
  }
}
