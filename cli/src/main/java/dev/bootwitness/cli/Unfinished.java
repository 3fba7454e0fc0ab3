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
 * Marks a run's record from the run's begin until all is done that follows its verdict: of a run
 * that is killed between, the mark tells the next one.
 */
final class Unfinished implements RecordListener, AutoCloseable {
  private final Path runs;
  private volatile @Nullable OwnerMark mark;

  /** Of a run to come in a project. */
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
        // A record that cannot be marked is followed up by this process or not at all.
      }
    }
  }

  /** Whether a mark's run still goes on. */
  static boolean isHeld(Path mark) {
    try {
      return OwnerMark.isHeld(mark);
    } catch (IOException e) {
      return true; // Not ours to touch.
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
