package dev.bootwitness.engine.observe;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClosedException;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.failure.MachineException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Asks the guest's kernel itself, by a break on its serial console, which tasks are blocked and
 * what its processors are doing; used for a guest without an answering shell.
 *
 * <p>A kernel takes a key for SysRq within five seconds after a break on the port that is its
 * console (Documentation/admin-guide/sysrq.rst), if it was built with SysRq and {@code
 * kernel.sysrq} allows the key; Debian allows 8 and neither w nor l. A kernel that accepts none
 * gets the keys as typed text, so this is done only when nothing else is expected from the guest.
 */
public final class SysRq {

  /** Log level 8 first: messages below the console's level are not printed. */
  private static final List<String> KEYS = List.of("8", "w", "l");

  private static final Duration APART = Duration.ofMillis(150);
  private static final Duration QUIET = Duration.ofMillis(400);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LINES = 400;
  private static final String MARK = "sysrq:";
  private static final String DISABLED = "This sysrq operation is disabled";

  private final RunContext context;
  private final Machine machine;
  private final Console console;

  public SysRq(RunContext context, Machine machine, Console console) {
    this.context = context;
    this.machine = machine;
    this.console = console;
  }

  /** Asks, and keeps the answer. */
  public void ask() throws InterruptedException {
    try (OpenPhase phase = context.begin("evidence")) {
      pressKeys();
      Answer answer = keep(console.lastLines(LINES));
      if (answer != Answer.GIVEN) {
        context.report(
            FindingBuilder.of("kernel/sysrq-refused", answer.words, "serial", answer.quote));
      }
      phase.end(true, answer.words);
    }
  }

  /** The outcome. */
  private enum Answer {
    GIVEN("the kernel answered to SysRq", ""),
    REFUSED(
        "the kernel was asked by SysRq for its blocked tasks, but is configured not to answer",
        DISABLED),
    NONE(
        "the kernel was asked by SysRq for its blocked tasks and did not answer to a break on its"
            + " console",
        "");

    private final String words;
    private final String quote;

    Answer(String words, String quote) {
      this.words = words;
      this.quote = quote;
    }
  }

  private void pressKeys() throws InterruptedException {
    try {
      for (String key : KEYS) {
        machine.windows().sendBreak(PATIENCE);
        console.send(key);
        TimeUnit.NANOSECONDS.sleep(APART.toNanos());
      }
    } catch (MachineException | ConsoleClosedException e) {
      return; // gone: its end says why
    }
    long began = System.nanoTime();
    while (console.quietNanos() < QUIET.toNanos()
        && System.nanoTime() - began < LONGEST.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(APART.toNanos());
    }
  }

  private Answer keep(List<String> lines) {
    int first = 0;
    while (first < lines.size() && !lines.get(first).toLowerCase(Locale.ROOT).contains(MARK)) {
      first++;
    }
    List<String> answer = lines.subList(first, lines.size());
    if (answer.isEmpty()) {
      return Answer.NONE;
    }
    var _ =
        context
            .record()
            .evidence()
            .text(
                "sysrq.txt",
                "what the kernel answered to SysRq w and l: blocked tasks, processors",
                String.join("\n", answer) + "\n");
    return answer.stream().anyMatch(line -> line.contains(DISABLED))
        ? Answer.REFUSED
        : Answer.GIVEN;
  }
}
