package dev.bootwitness.image.build;

import dev.bootwitness.record.SecretMask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
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
  Builder builder =
      new Builder.Command(List.of("bash", "build.sh"), List.of(Path.of("build.sh")), Map.of());
  boolean rebuild;
  final List<String> reasons = new CopyOnWriteArrayList<>();
  final List<BuildProgress> progress = new CopyOnWriteArrayList<>();

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
        builder,
        directory,
        Optional.empty(),
        artifacts,
        deadline,
        stallBudget,
        directory.resolve("cache"),
        secrets,
        rebuild);
  }

  BuildOutcome build() throws InterruptedException {
    return new ImageBuilder().build(request(), this);
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
  public void started(Path log, String reason) {
    reasons.add(reason);
  }

  @Override
  public void progress(BuildProgress now) {
    progress.add(now);
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
