package dev.bootwitness.engine;

import java.nio.file.Path;
import java.util.Map;

/** Where a user's caches lie. Source: XDG Base Directory Specification. */
final class UserCache {

  private UserCache() {}

  static Path directory(RunOptions options) {
    return directory(options.environment());
  }

  static Path directory(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("bootwitness");
  }
}
