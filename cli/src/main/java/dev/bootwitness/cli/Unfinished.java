package dev.bootwitness.cli;

import dev.bootwitness.machine.host.OwnerMark;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordListener;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.report.followup.LeftOver;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Marks a run's record from the beginning of the run until everything after its verdict is done. If
 * the run is killed in between, the mark informs the next run.
 */
final class Unfinished implements RecordListener, AutoCloseable {
  private final Path runs;
  private volatile @Nullable OwnerMark mark;

  /** The mark for a future run in a project. */
  Unfinished(Path project) {
    this.runs = folder(project);
  }

  /** The folder that holds a project's records. */
  static Path folder(Path project) {
    return project.resolve(".bootwitness").resolve("runs");
  }

  @Override
  public void on(StampedEvent stamped) {
    if (stamped.event() instanceof Event.RunStarted started) {
      try {
        mark = OwnerMark.hold(runs.resolve(started.run()).resolve(LeftOver.MARK));
      } catch (IOException e) {
        // If a record cannot be marked, only this process can do its follow-up.
      }
    }
  }

  /** Whether a mark's run is still going on. */
  static boolean isHeld(Path mark) {
    try {
      return OwnerMark.isHeld(mark);
    } catch (IOException e) {
      return true; // Not ours to remove.
    }
  }

  @Override
  public void close() {
    OwnerMark held = mark;
    if (held != null) {
      try {
        held.close();
      } catch (IOException e) {
        // The next run finds nothing left to do.
      }
    }
  }
}
