package dev.bootwitness.engine.run;

import dev.bootwitness.machine.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.Map;

/** The locations of a user's caches. Source: XDG Base Directory Specification. */
public final class UserCache {

  /**
   * The size limit of all checkpoints of a user together; beyond it, the least recently used are
   * removed.
   */
  public static final long CHECKPOINT_BUDGET = 10L << 30;

  private UserCache() {}

  /** The checkpoints of the user whose environment this is. */
  public static CheckpointStore checkpoints(Map<String, String> environment) {
    return CheckpointStore.at(directory(environment).resolve("checkpoints"));
  }

  public static Path directory(RunOptions options) {
    return directory(options.environment());
  }

  public static Path directory(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
    return base.resolve("bootwitness");
  }
}
