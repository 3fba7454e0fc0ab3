package dev.bootwitness.engine.image;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
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
import org.safere.Matcher;
import org.safere.Pattern;

/** Puts what a builder reports into the record, and adds up how long its steps take. */
final class BuildWatch implements BuildListener {

  private static final String BUILD = "build";
  private static final String SQUASHFS = "squashfs";
  private static final double NANOS = 1e9;
  private static final long APART = 1_000_000_000L;

  /** Below this a faster compressor would save nothing that a person notices. */
  private static final double LONG_SECONDS = 20;

  /**
   * What zstd at level 1 takes of the time of a slow compressor: of a live root of 700 MB on two
   * cores, 2.5 s in place of 94 s with xz.
   */
  private static final double FAST_SHARE = 2.5 / 94;

  /** mksquashfs.c, main(): "Exportable Squashfs 4.0 filesystem, xz compressed, data block size". */
  private static final Pattern COMPRESSOR =
      Pattern.compile("Squashfs 4\\.0 filesystem, (xz|lzma|gzip) compressed");

  private final RecordWriter record;
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private String step = "";
  private long since;
  private long told;
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
    Matcher squashfs = COMPRESSOR.matcher(line);
    if (squashfs.find()) {
      slowCompressor = Optional.ofNullable(squashfs.group(1));
    }
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
    if (another || now - told >= APART) {
      told = now;
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
    double all = nanos.values().stream().mapToLong(Long::longValue).sum() / NANOS;
    double compressing = nanos.getOrDefault(SQUASHFS, 0L) / NANOS;
    if (slowCompressor.isEmpty() || compressing < LONG_SECONDS || compressing < all / 2) {
      return Optional.empty();
    }
    double saved = compressing * (1 - FAST_SHARE);
    String detail =
        "mksquashfs with %s took %.0f s of a build of %.0f s; zstd at level 1 would save about %.0f s"
            .formatted(slowCompressor.get(), compressing, all, saved);
    return Optional.of(FindingBuilder.of("build/squashfs-slow", detail, "host", ""));
  }
}
