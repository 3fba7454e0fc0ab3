package dev.bootwitness.image.build;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A directory with a build script in it, and requests to run it. */
final class Workshop implements BuildListener {

  /** No test should wait for it; it ends a hung one. */
  static final Duration AMPLE = Duration.ofSeconds(60);

  final Path directory;
  final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  final BlockingQueue<String> waits = new LinkedBlockingQueue<>();
  Duration deadline = AMPLE;
  @Nullable Duration stallBudget;
  SecretMask secrets = SecretMask.NONE;
  List<String> artifacts = List.of("image");

  Workshop(Path directory) {
    this.directory = directory;
  }

  /** Writes the script; its changes outside its output directory show whether it ran. */
  Workshop script(String body) throws Exception {
    Files.writeString(directory.resolve("build.sh"), body);
    return this;
  }

  BuildRequest request() {
    return new BuildRequest(
        List.of("bash", "build.sh"),
        directory,
        List.of(Path.of("build.sh")),
        artifacts,
        deadline,
        stallBudget,
        directory.resolve("cache"),
        Map.of(),
        secrets);
  }

  BuildOutcome build() throws InterruptedException {
    return new CommandBuilder().build(request(), this);
  }

  /** How often the script appended a line to the file {@code ran}. */
  int runs() throws Exception {
    return Files.readAllLines(directory.resolve("ran")).size();
  }

  /** The lines received so far. */
  List<String> seen() {
    return new ArrayList<>(lines);
  }

  @Override
  public void line(String line) {
    lines.add(line);
  }

  @Override
  public void waiting(String why) {
    waits.add(why);
  }
}
