package dev.bootwitness.engine.spec;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run leaves outside its record, among the documents of a project.
 *
 * @param archive the folder that gets a copy of each run's report and serial log, absolute
 * @param queue the task queue, a Markdown file, absolute
 * @param machine when the machine itself is kept
 */
public record KeepSpec(Optional<Path> archive, Optional<Path> queue, Machine machine) {

  /** When the machine is kept as it stood at the verdict. */
  public enum Machine {
    NEVER,
    FAILURE
  }

  /** Nothing: a run writes only where a spec says so. */
  public static final KeepSpec NOTHING =
      new KeepSpec(Optional.empty(), Optional.empty(), Machine.NEVER);

  /** The queue's name in the folder of an archive. */
  static final String QUEUE = "task-queue.md";

  /** The word in a spec for an archive without a queue. */
  static final String NO_QUEUE = "none";
}
