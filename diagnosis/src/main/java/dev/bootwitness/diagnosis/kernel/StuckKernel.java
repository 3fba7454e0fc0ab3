package dev.bootwitness.diagnosis.kernel;

import java.util.List;
import org.safere.Pattern;

/**
 * Tells what a kernel prints because something in it is stuck from what shows that a boot goes on:
 * such a complaint comes again and again and would hide that nothing else does. Not thread-safe.
 */
public final class StuckKernel {

  /** kernel/hung_task.c, watchdog.c, workqueue.c, rcu/tree_stall.h: the first line of each. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "^INFO: task .+ blocked .*for more than \\d+ seconds"
              + "|soft lockup - CPU#\\d+ stuck"
              + "|^BUG: workqueue lockup"
              + "|^(?:rcu: )?INFO: \\w+ (?:self-)?detected (?:expedited )?stalls?"
              + "|kthread (?:starved|timer wakeup)");

  /** One of them is in each. */
  private static final List<String> WORDS = List.of("blocked ", "lockup", "detected ", " kthread ");

  /** Seconds in which the trace behind it is printed, on an emulated serial line too. */
  private static final double TRACE = 1;

  private double until = Double.NEGATIVE_INFINITY;

  /** Whether a line that came then is part of such a complaint. */
  public boolean complains(double at, String text) {
    if (at >= until && WORDS.stream().noneMatch(text::contains)) {
      return false;
    }
    ConsoleText line = ConsoleText.of(text);
    if (COMPLAINT.matcher(line.body()).find()) {
      until = at + TRACE;
      return true;
    }
    return at < until && line.stamped();
  }
}
