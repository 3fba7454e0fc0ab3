package dev.bootwitness.image.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A short command on the host whose answer matters, not its progress. */
final class HostCommand {

  private static final int MOST_BYTES = 16 << 20;

  private HostCommand() {}

  /**
   * What the command prints to stdout; empty when it cannot be started, fails, takes longer than
   * the time limit, or prints more than 16 MiB. Its messages are dropped.
   */
  static Optional<String> answer(
      List<String> command, Path directory, Map<String, String> environment, Duration within)
      throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(Path.of("/dev/null").toFile());
    // git obeys these before its own -C, and they may be set inside a hook (git(1)).
    builder.environment().keySet().removeAll(List.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"));
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return Optional.empty();
    }
    Thread limit =
        Thread.ofVirtual()
            .start(() -> {
              try {
                if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
    try (InputStream output = process.getInputStream()) {
      byte[] bytes = output.readNBytes(MOST_BYTES + 1);
      boolean whole = bytes.length <= MOST_BYTES;
      if (!whole) {
        process.destroyForcibly();
      }
      return process.waitFor() == 0 && whole
          ? Optional.of(new String(bytes, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      process.destroyForcibly();
      limit.interrupt();
    }
  }
}
