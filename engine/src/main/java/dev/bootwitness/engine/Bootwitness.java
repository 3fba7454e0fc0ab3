package dev.bootwitness.engine;

import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.record.RecordListener;
import java.util.Map;

/**
 * Runs specs: the one way in for the command line, JUnit and anything else.
 *
 * <p>Blocks until the run is over; interrupting the thread ends the machine and leaves a record
 * that says interrupted. Thread-safe: any number of runs at once.
 */
public final class Bootwitness {

  /** Bytes of all checkpoints of a user together; beyond it the least recently used go. */
  public static final long CHECKPOINT_BUDGET = UserCache.CHECKPOINT_BUDGET;

  private Bootwitness() {}

  /** The checkpoints of the user whose environment this is. */
  public static CheckpointStore checkpoints(Map<String, String> environment) {
    return UserCache.checkpoints(environment);
  }

  /**
   * Runs {@code spec}.
   *
   * @param listener hears every event after it is in the record
   * @throws RecordUnwritableException when there is nowhere to keep what is seen
   */
  public static RunResult run(Spec spec, RunOptions options, RecordListener listener)
      throws RecordUnwritableException {
    return new Run(spec, options, listener).execute();
  }
}
