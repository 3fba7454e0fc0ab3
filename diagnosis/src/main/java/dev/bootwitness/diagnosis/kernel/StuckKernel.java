package dev.bootwitness.diagnosis.kernel;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.List;

/**
 * Distinguishes what a kernel prints because something in it is stuck from what shows that the boot
 * continues: such a complaint repeats and would hide that nothing else happens. Not thread-safe.
 */
public final class StuckKernel {

  /** kernel/hung_task.c, watchdog.c, workqueue.c, rcu/tree_stall.h: the first line of each. */
  private static final LinePattern COMPLAINT = Signs.of("kernel-complaint");

  /** One of them is in each. */
  private static final List<String> WORDS = List.of("blocked ", "lockup", "detected ", " kthread ");

  /** Seconds in which the trace after it is printed, even on an emulated serial line. */
  private static final double TRACE = 1;

  private double until = Double.NEGATIVE_INFINITY;

  /** Whether a line that arrived then is part of such a complaint. */
  public boolean complains(double at, String text) {
    if (at >= until && WORDS.stream().noneMatch(text::contains)) {
      return false;
    }
    ConsoleText line = ConsoleText.of(text);
    if (COMPLAINT.isIn(line.body())) {
      until = at + TRACE;
      return true;
    }
    return at < until && line.stamped();
  }
}
