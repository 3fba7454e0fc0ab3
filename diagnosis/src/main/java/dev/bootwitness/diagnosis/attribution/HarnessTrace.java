package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds back a Python trace until its frames show whose it is: a program that drives the machine (a
 * test driver, pexpect, a CI job) prints its own trace into the same log, and that is not guest
 * output. Bounded. Not thread-safe.
 */
public final class HarnessTrace {
  private static final int MOST = 80;
  private static final String BEGINS = "Traceback (most recent call last):";

  /** Packages that drive machines, and the folders in which CI systems check a project out. */
  private static final LinePattern DRIVES = Signs.of("harness-drives");

  private final List<LogLine> lines = new ArrayList<>();
  private boolean drives;
  private boolean ended;

  /**
   * Takes a line if it must be held back.
   *
   * @return whether it was
   */
  public boolean take(LogLine line, ConsoleText text) {
    String body = text.body();
    boolean begins = body.contains(BEGINS);
    if ((lines.isEmpty() && !begins) || ended || lines.size() >= MOST || text.stamped()) {
      return false;
    }
    lines.add(line);
    drives |= DRIVES.isIn(body);
    // The frames are indented; the exception comes after them.
    ended = !begins && !body.isEmpty() && line.text().charAt(0) != ' ';
    return true;
  }

  /** Releases the lines; none when they were not the guest's. */
  public List<LogLine> release() {
    List<LogLine> released = drives ? List.of() : List.copyOf(lines);
    lines.clear();
    drives = false;
    ended = false;
    return released;
  }
}
