package dev.bootwitness.image.build;

import java.nio.file.Path;

/** Observes a build in progress; called by one thread at a time, must not block long. */
public interface BuildListener {

  /** A listener that ignores everything. */
  BuildListener NONE = new BuildListener() {};

  /** Another build holds the cache; this one continues when that one ends. */
  default void waiting(String why) {}

  /**
   * The command runs.
   *
   * @param log where every byte of its output goes
   */
  default void started(Path log) {}

  /**
   * The command wrote a line, to stdout or stderr.
   *
   * @param line printable, at most 4096 bytes of it
   */
  default void line(String line) {}
}
