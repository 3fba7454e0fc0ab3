package dev.bootwitness.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where this program's own folder is: the launcher says so, since only it knows. */
final class Home {

  static final String PROPERTY = "bootwitness.home";

  private Home() {}

  static Optional<Path> find() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of);
  }
}
