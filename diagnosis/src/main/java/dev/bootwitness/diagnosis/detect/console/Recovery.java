package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.base.Lazy;
import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import java.util.List;
import java.util.function.Supplier;
import org.safere.Matcher;

/**
 * Recognises on the console that a failure is over: a unit or a root that comes with another try,
 * an address that comes after all. Not thread-safe.
 */
public final class Recovery {
  /** systemd src/core/unit.c, with the unit's name in front of its description since 252. */
  private static final LinePattern RUNS_NOW = Signs.of("recovery-runs-now");

  /** systemd src/core/service.c; with the count since 235. */
  private static final LinePattern RESTARTS = Signs.of("recovery-restarts");

  /** OpenRC src/librc/librc-misc.c, libeinfo. */
  private static final LinePattern OPENRC = Signs.of("recovery-openrc");

  /** A unit restarted more often than this does not last. */
  private static final int MOST_RESTARTS = 2;

  private final FindingLog log;
  private final Supplier<List<Cause>> voidable;

  /** The unit that systemd is about to restart; empty when there is none or several. */
  private String restarting = "";

  public Recovery(FindingLog log) {
    this.log = log;
    this.voidable = Lazy.of(log.causes()::voidable);
  }

  /** A line of the console, in that boot of the machine. */
  public void line(String text, int boot) {
    for (Cause cause : voidable.get()) {
      if (log.has(cause.id()) && cause.voidBy().isIn(ConsoleText.of(text).body())) {
        log.withdraw(cause.id(), "serial", boot);
      }
    }
    if (log.has(Trait.MAY_RECOVER)) {
      triedAgain(ConsoleText.of(text).body(), boot);
    }
  }

  private void triedAgain(String body, int boot) {
    Matcher restarts = RESTARTS.matcher(body);
    Matcher well = RUNS_NOW.matcher(body);
    Matcher openRc = OPENRC.matcher(body);
    if (restarts.find()) {
      String count = restarts.group(2);
      boolean lasts = count == null || Integer.parseInt(count) <= MOST_RESTARTS;
      restarting = restarting.isEmpty() && lasts ? String.valueOf(restarts.group(1)) : "";
    } else if (well.find()) {
      log.recovered(boot, well.group(1) == null ? well.group(2) : well.group(1));
      if (well.group(1) == null && !restarting.isEmpty()) {
        // Older versions name it by its description: it is the expected one.
        log.recovered(boot, restarting);
      }
      restarting = "";
    } else if (openRc.find()) {
      log.recovered(boot, String.valueOf(openRc.group(1)));
    }
  }
}
