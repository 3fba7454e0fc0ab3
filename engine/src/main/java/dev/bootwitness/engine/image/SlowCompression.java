package dev.bootwitness.engine.image;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.StepTime;
import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/** A squashfs that takes most of a build, because of how it is compressed. */
final class SlowCompression {

  private static final String SQUASHFS = "squashfs";

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

  private SlowCompression() {}

  /** The slow compressor that a line of mksquashfs names; empty for any other line. */
  static Optional<String> named(String line) {
    Matcher squashfs = COMPRESSOR.matcher(line);
    return squashfs.find() ? Optional.ofNullable(squashfs.group(1)) : Optional.empty();
  }

  /** What another setting would save, if that is worth a word. */
  static Optional<Finding> of(String compressor, List<StepTime> steps) {
    double all = steps.stream().mapToDouble(StepTime::seconds).sum();
    double compressing =
        steps.stream()
            .filter(step -> step.step().equals(SQUASHFS))
            .mapToDouble(StepTime::seconds)
            .sum();
    if (compressing < LONG_SECONDS || compressing < all / 2) {
      return Optional.empty();
    }
    String detail =
        "mksquashfs with %s took %.0f s of a build of %.0f s; zstd at level 1 would save about %.0f s"
            .formatted(compressor, compressing, all, compressing * (1 - FAST_SHARE));
    return Optional.of(FindingBuilder.of("build/slow-compression", detail, "host", ""));
  }
}
