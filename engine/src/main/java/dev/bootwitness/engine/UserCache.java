package dev.bootwitness.engine;

import java.nio.file.Path;

/** Where a user's caches lie. Source: XDG Base Directory Specification. */
final class UserCache {

  private UserCache() {}

  static Path directory(RunOptions options) {
    String xdg = options.environment().getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("bootwitness");
  }
}
