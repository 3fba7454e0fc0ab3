package dev.bootwitness.image.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks a program up as the shell would, to explain why it cannot be started before trying it. */
final class Programs {

  private Programs() {}

  /** Why the request's program cannot start, or empty. */
  static Optional<String> obstacle(BuildRequest request, Map<String, String> ownEnvironment) {
    String program = request.command().getFirst();
    if (program.contains("/")) {
      return obstacle(request.workingDirectory().resolve(program));
    }
    String path =
        request.environment().getOrDefault("PATH", ownEnvironment.getOrDefault("PATH", "/usr/bin"));
    for (String directory : path.split(":", -1)) {
      if (obstacle(request.workingDirectory().resolve(directory).resolve(program)).isEmpty()) {
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
