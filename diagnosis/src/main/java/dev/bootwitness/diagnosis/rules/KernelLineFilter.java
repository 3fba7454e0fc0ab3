package dev.bootwitness.diagnosis.rules;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;

/**
 * Tells the kernel's words from the same words in a message of the day or an old log that something
 * prints: a kernel that stamps its lines with the time stamps all of them (kernel/printk/printk.c,
 * printk.time=). Not thread-safe.
 */
public final class KernelLineFilter {

  /** Also within a line: a message may be glued to a prompt. */
  private static final LinePattern STAMP = Signs.of("kernel-stamp");

  /** More than somebody would print by chance before the kernel does. */
  private static final int SETTLED = 10;

  private int boot;
  private int stamped;

  /** Takes note of a line of the console, in that boot of the machine. */
  public void heard(int now, String line) {
    stamped = now == boot ? stamped : 0;
    boot = now;
    stamped += ConsoleText.of(line).stamped() ? 1 : 0;
  }

  /** Whether the line may be what the rule takes it for. */
  public boolean mayBe(Rule rule, String line) {
    return !rule.cause().speaker().equals("kernel")
        || stamped < SETTLED
        || ConsoleText.of(line).stamped()
        || STAMP.isIn(line);
  }
}
