package dev.bootwitness.engine.inspect;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.facts.SquashfsFacts;
import dev.bootwitness.record.Finding;
import java.util.List;
import java.util.Set;

/** What makes an image slow to build. */
final class SpeedFindings {

  private static final Set<String> SLOW = Set.of("xz", "lzma");

  /**
   * Measured on two cores: mksquashfs of 700 MB took 94 s with xz and 2.5 s with zstd, level 1; xz
   * left 3.3 times less than there was.
   */
  private static final double SECONDS_PER_BYTE = (94 - 2.5) / 700e6 * 3.3;

  /** Less than this is not worth a word. */
  private static final double WORTH_SAYING = 5;

  private SpeedFindings() {}

  static List<Finding> of(ImageFacts facts) {
    return facts
        .squashfs()
        .filter(squashfs -> SLOW.contains(squashfs.compression()))
        .filter(squashfs -> saved(squashfs) >= WORTH_SAYING)
        .map(SpeedFindings::finding)
        .map(List::of)
        .orElse(List.of());
  }

  private static double saved(SquashfsFacts squashfs) {
    return squashfs.bytes() * SECONDS_PER_BYTE;
  }

  private static Finding finding(SquashfsFacts squashfs) {
    return ImageFindings.about(
            "build/slow-compression",
            "%s is compressed with %s; zstd, level 1, would save some %.0f s of each build on two"
                    .formatted(squashfs.path(), squashfs.compression(), saved(squashfs))
                + " processors, and would be larger",
            "")
        .subject(squashfs.path())
        .finding();
  }
}
