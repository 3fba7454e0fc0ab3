package dev.bootwitness.machine.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of directories in which programs are looked up, like {@code PATH} (POSIX, "Other
 * Environment Variables").
 *
 * <p>An empty entry, which POSIX reads as the current directory, is skipped: no run may depend on
 * where it was started.
 */
public record ProgramPath(String value) {

  /** The path of this process; empty when {@code PATH} is not set. */
  public static ProgramPath ofProcess() {
    @Nullable String path = System.getenv("PATH");
    return new ProgramPath(path == null ? "" : path);
  }

  /** The first executable file of that name. */
  public Optional<Path> find(String program) {
    return Arrays.stream(value.split(File.pathSeparator, -1))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  @Override
  public String toString() {
    return value;
  }
}
