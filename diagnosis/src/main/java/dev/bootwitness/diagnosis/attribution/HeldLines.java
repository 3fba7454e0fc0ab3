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
 * Lines kept back until a later one tells whether the systemd that prints them is in the initrd: a
 * saved log has its future, and what failed means another thing in either. Bounded. Not
 * thread-safe.
 */
public final class HeldLines {
  private static final int MOST = 400;

  private final List<LogLine> lines = new ArrayList<>();
  private @Nullable Stage place;

  /**
   * Takes a line if it is to be kept back.
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

  /** Whether nothing is gained by keeping the lines back any longer. */
  public boolean isReady() {
    return place != null || lines.size() >= MOST;
  }

  /** The lines, kept no longer; the tracker knows whose they are. */
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
