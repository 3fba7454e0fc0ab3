package dev.bootwitness.gallery;

import dev.bootwitness.image.build.BuildListener;
import dev.bootwitness.image.build.BuildOutcome;
import dev.bootwitness.image.build.BuildRequest;
import dev.bootwitness.image.build.Builder;
import dev.bootwitness.image.build.ImageBuilder;
import dev.bootwitness.record.SecretMask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images that rows are made of, from the caches that other tests and the demo use. */
final class Builds {

  private Builds() {}

  /** Spark's kernel and initramfs. */
  static List<Path> spark() throws IOException, InterruptedException {
    return build(
        Gallery.HOME.resolve("images/spark/build").toString(),
        Gallery.HOME.resolve("images/spark"),
        Optional.empty(),
        "spark",
        Gallery.HOME.resolve("cli/target/it-project"),
        "vmlinuz",
        "initrd.img");
  }

  /** The demo's CD. */
  static Path debianLive() throws IOException, InterruptedException {
    return build(
            "../../images/debian-live/build",
            Path.of("../../images/debian-live"),
            Optional.of(Path.of("../../images/debian-live/packages")),
            "debian-live",
            Gallery.HOME,
            "debian-live.iso")
        .getFirst();
  }

  /** The disk of examples/ab-update. */
  static Path abUpdate() throws IOException, InterruptedException {
    return build(
            "./build",
            Path.of("."),
            Optional.empty(),
            "ab-update",
            Gallery.HOME.resolve("cli/target/it-project"),
            "disk.img")
        .getFirst();
  }

  private static List<Path> build(
      String command,
      Path inputs,
      Optional<Path> apt,
      String name,
      Path project,
      String... artifacts)
      throws IOException, InterruptedException {
    BuildOutcome outcome =
        new ImageBuilder()
            .build(
                new BuildRequest(
                    new Builder.Command(List.of(command), List.of(inputs), Map.of()),
                    Gallery.HOME.resolve("examples").resolve(name),
                    apt,
                    List.of(artifacts),
                    Duration.ofMinutes(20),
                    null,
                    project.resolve(".bootwitness/images").resolve(name),
                    SecretMask.NONE,
                    false),
                BuildListener.NONE);
    if (outcome instanceof BuildOutcome.Built built) {
      return built.artifacts();
    }
    throw new IOException(name + " could not be built: " + outcome);
  }
}
