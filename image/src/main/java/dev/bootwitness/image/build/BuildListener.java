package dev.bootwitness.image.build;

import java.nio.file.Path;

/** Observes a build in progress; called by one thread at a time, must not block long. */
public interface BuildListener {

  /** A listener that ignores everything. */
  BuildListener NONE = new BuildListener() {};

  /** Another build holds the cache; this one continues when that one ends. */
  default void waiting(String why) {}

  /**
   * The builder runs.
   *
   * @param log where its output goes
   * @param reason why it must run
   */
  default void started(Path log, String reason) {}

  /**
   * The builder wrote a line, to stdout or stderr.
   *
   * @param line printable, at most 4096 bytes of it
   */
  default void line(String line) {}

  /** The builder is at another step, or further in the same one. */
  default void progress(BuildProgress progress) {}
}
