package dev.bootwitness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where tests run the demo's image: with the images of the checkout, which take minutes to build,
 * and with records of its own. A test's failing runs in the checkout's {@code .bootwitness} would
 * stand in the user's list of runs and in the trend.
 */
final class DebianProject {

  private static final Path PLACE = Cli.HOME.resolve("cli/target/it-debian");
  private static final String IMAGES = ".bootwitness/images";

  private DebianProject() {}

  /** The folder, made when it is not there. */
  static Path path() throws IOException {
    Path images = PLACE.resolve(IMAGES);
    if (!Files.exists(images)) {
      Files.createDirectories(PLACE.resolve(".bootwitness"));
      Files.deleteIfExists(images);
      Files.createSymbolicLink(images, Files.createDirectories(Cli.HOME.resolve(IMAGES)));
    }
    return PLACE;
  }
}
