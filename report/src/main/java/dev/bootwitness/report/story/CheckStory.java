package dev.bootwitness.report.story;

import dev.bootwitness.record.CheckResult;
import java.util.List;

/**
 * A check with the commands that it ran.
 *
 * @param from when it began, in seconds of the run
 */
public record CheckStory(double from, CheckResult result, List<Command> commands) {
  public CheckStory {
    commands = List.copyOf(commands);
  }
}
