package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;

/**
 * Distinguishes the kernel's words from the same words in a printed message of the day or old log:
 * a kernel that stamps its lines with the time stamps all of them (kernel/printk/printk.c,
 * printk.time=). Not thread-safe.
 */
public final class KernelLineFilter {

  /** Also within a line: a message may be glued to a prompt. */
  private static final LinePattern STAMP = Signs.of("kernel-stamp");

  /** More than would be printed by chance before the kernel prints. */
  private static final int SETTLED = 10;

  private int boot;
  private int stamped;

  /** Observes a console line in that boot of the machine. */
  public void heard(int now, String line) {
    stamped = now == boot ? stamped : 0;
    boot = now;
    stamped += ConsoleText.of(line).stamped() ? 1 : 0;
  }

  /** Whether the line may really be what the rule assumes. */
  public boolean mayBe(Rule rule, String line) {
    return !rule.speaker().equals("kernel")
        || stamped < SETTLED
        || ConsoleText.of(line).stamped()
        || STAMP.isIn(line);
  }
}
