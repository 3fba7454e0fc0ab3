package dev.bootwitness.engine;

import dev.bootwitness.engine.run.RecordUnwritableException;
import dev.bootwitness.engine.run.RunOptions;
import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.session.GuestWork;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.machine.checkpoint.CheckpointStore;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.RecordWriter;
import java.util.Map;

/**
 * Runs specs: the single entry point for the command line, JUnit and other callers.
 *
 * <p>Blocks until the run is over; interrupting the thread ends the machine and leaves a record
 * with the outcome interrupted. Thread-safe: any number of runs at once.
 */
public final class Bootwitness {

  /**
   * The size limit of all checkpoints of a user together; beyond it, the least recently used are
   * removed.
   */
  public static final long CHECKPOINT_BUDGET = UserCache.CHECKPOINT_BUDGET;

  private Bootwitness() {}

  /** The checkpoints of the user whose environment this is. */
  public static CheckpointStore checkpoints(Map<String, String> environment) {
    return UserCache.checkpoints(environment);
  }

  /**
   * Does beforehand what the first steps of a run need, which takes a tenth of a second; meant for
   * an idle thread while the spec is being read. A run does not depend on it.
   */
  public static void prepare() {
    RecordWriter.prepare();
  }

  /**
   * Runs {@code spec}.
   *
   * @param listener hears every event after it is in the record
   * @throws RecordUnwritableException when there is nowhere to keep the record
   */
  public static RunResult run(Spec spec, RunOptions options, RecordListener listener)
      throws RecordUnwritableException {
    return run(spec, options, listener, GuestWork.NONE);
  }

  /**
   * Runs {@code spec}, and then, if its steps held, does the caller's work with the guest.
   *
   * @param listener hears every event after it is in the record
   * @param work what is done, on this thread; the record and the verdict cover it
   * @throws RecordUnwritableException when there is nowhere to keep the record
   */
  public static RunResult run(
      Spec spec, RunOptions options, RecordListener listener, GuestWork work)
      throws RecordUnwritableException {
    return new Run(spec, options, listener, work).execute();
  }
}
