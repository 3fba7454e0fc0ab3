package dev.bootwitness.engine.image;

import dev.bootwitness.image.build.BuildListener;
import dev.bootwitness.image.build.BuildProgress;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.StepTime;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what a builder reports into the record, and adds up how long its steps take. */
final class BuildWatch implements BuildListener {

  private static final String BUILD = "build";
  private static final double NANOS = 1e9;
  private static final long APART = 1_000_000_000L;

  private final RecordWriter record;
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private String step = "";
  private long since;
  private long reported;
  private boolean ran;
  private Optional<String> slowCompressor = Optional.empty();

  BuildWatch(RecordWriter record) {
    this.record = record;
  }

  @Override
  public void started(Path log, String reason) {
    ran = true;
    since = record.elapsedNanos();
    if (!reason.isEmpty()) {
      record.append(new Event.ToolOutput(BUILD, "needed: " + reason));
    }
    record.append(new Event.ToolOutput(BUILD, "log: " + log));
  }

  @Override
  public void waiting(String why) {
    record.append(new Event.ToolOutput(BUILD, why));
  }

  @Override
  public void line(String line) {
    slowCompressor = SlowCompression.named(line).or(() -> slowCompressor);
    record.append(new Event.ToolOutput(BUILD, line));
  }

  @Override
  public void progress(BuildProgress progress) {
    long now = record.elapsedNanos();
    boolean another = !progress.step().equals(step);
    if (another) {
      add(now);
      step = progress.step();
    }
    if (another || now - reported >= APART) {
      reported = now;
      record.append(new Event.BuildStep(step, progress.detail(), progress.percent()));
    }
  }

  private void add(long now) {
    if (!step.isEmpty()) {
      nanos.merge(step, now - since, Long::sum);
    }
    since = now;
  }

  /** Whether a builder was started at all. */
  boolean ran() {
    return ran;
  }

  /** How long the steps took up to now. */
  List<StepTime> steps() {
    add(record.elapsedNanos());
    return nanos.entrySet().stream()
        .map(entry -> new StepTime(entry.getKey(), entry.getValue() / NANOS))
        .toList();
  }

  /** A compression that takes most of the build, with what another setting would save. */
  Optional<Finding> slowCompression() {
    return slowCompressor.flatMap(name -> SlowCompression.of(name, steps()));
  }
}
