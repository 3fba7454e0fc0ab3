package dev.bootwitness.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.StepTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowCompressionTest {

  @Test
  void mksquashfsNamesItsCompressor() {
    assertThat(
            SlowCompression.named(
                "Exportable Squashfs 4.0 filesystem, xz compressed, data block size 131072"))
        .contains("xz");
    assertThat(
            SlowCompression.named(
                "Exportable Squashfs 4.0 filesystem, zstd compressed, data block size 131072"))
        .isEmpty();
    assertThat(SlowCompression.named("Parallel mksquashfs: Using 2 processors")).isEmpty();
  }

  @Test
  void aCompressionThatTakesMostOfABuildIsNamedWithWhatAnotherWouldSave() {
    assertThat(SlowCompression.of("xz", steps(94, 66)).orElseThrow().detail())
        .isEqualTo(
            "mksquashfs with xz took 94 s of a build of 160 s; zstd at level 1 would save about 92 s");
    assertThat(SlowCompression.of("xz", steps(94, 66)).orElseThrow().cause())
        .isEqualTo("build/slow-compression");
  }

  @Test
  void aShortOneOrTheSmallerPartOfABuildIsNotWorthAWord() {
    assertThat(SlowCompression.of("xz", steps(19, 1))).isEmpty();
    assertThat(SlowCompression.of("xz", steps(60, 61))).isEmpty();
  }

  private static List<StepTime> steps(double squashfs, double packages) {
    return List.of(new StepTime("packages", packages), new StepTime("squashfs", squashfs));
  }
}
