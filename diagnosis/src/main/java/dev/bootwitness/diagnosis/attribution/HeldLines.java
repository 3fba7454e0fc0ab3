package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.stage.StageSigns;
import dev.bootwitness.diagnosis.stage.StageTracker;
import dev.bootwitness.diagnosis.stage.SystemdStage;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds back lines until a later one shows whether the systemd that prints them is in the initrd: a
 * saved log contains the later lines, and a failure means something different in each case.
 * Bounded. Not thread-safe.
 */
public final class HeldLines {
  private static final int MOST = 400;

  private final List<LogLine> lines = new ArrayList<>();
  private @Nullable Stage place;

  /**
   * Takes a line if it must be held back.
   *
   * @return whether it was
   */
  public boolean take(LogLine line, ConsoleText text, StageTracker tracker) {
    String body = text.body();
    boolean systemds = body.startsWith("[") || body.startsWith("Welcome to ");
    if (lines.isEmpty() && !(systemds && tracker.leavesOpen(line.text()))) {
      return false;
    }
    lines.add(line);
    place = StageSigns.line(Stage.LOGIN, body) ? Stage.USERSPACE : SystemdStage.tells(body);
    return true;
  }

  /** Whether holding the lines back any longer gains nothing. */
  public boolean isReady() {
    return place != null || lines.size() >= MOST;
  }

  /** Releases the lines; the tracker knows whose they are. */
  public List<LogLine> release(StageTracker tracker) {
    if (!lines.isEmpty()) {
      tracker.systemdIsIn(place == null ? Stage.USERSPACE : place);
    }
    List<LogLine> released = List.copyOf(lines);
    lines.clear();
    place = null;
    return released;
  }
}
