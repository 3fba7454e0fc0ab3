package dev.bootwitness.cli;

import java.nio.file.Path;
import java.util.Optional;

/** The location of this program's own folder, which the launcher passes, since only it knows. */
final class Home {

  static final String PROPERTY = "bootwitness.home";

  private Home() {}

  static Optional<Path> find() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }
}
