package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import org.safere.Matcher;

/**
 * Sees on the console that a failure is over: a unit or a root that comes with another try, an
 * address that comes after all. Not thread-safe.
 */
public final class Recovery {
  private static final String NO_LEASE = "network/no-lease";

  /** busybox udhcpc, dhclient, dhcpcd, networkd. */
  private static final LinePattern LEASE = Signs.of("recovery-lease");

  /** systemd src/core/unit.c, with the unit's name in front of its description since 252. */
  private static final LinePattern RUNS_NOW = Signs.of("recovery-runs-now");

  private static final String ROOT_MISSING = "initrd/root-device-missing";

  /** The kernel's own root (init/do_mounts.c), which it may have waited for. */
  private static final String ROOT_THERE = "VFS: Mounted root";

  /** systemd src/core/service.c; with the count since 235. */
  private static final LinePattern RESTARTS = Signs.of("recovery-restarts");

  /** OpenRC src/librc/librc-misc.c, libeinfo. */
  private static final LinePattern OPENRC = Signs.of("recovery-openrc");

  /** What was started anew more often does not last. */
  private static final int MOST_RESTARTS = 2;

  private final FindingLog log;

  /** The unit that systemd is about to start anew; empty when it is none, or several. */
  private String restarting = "";

  public Recovery(FindingLog log) {
    this.log = log;
  }

  /** A line of the console, in that boot of the machine. */
  public void line(String text, int boot) {
    if (log.has(NO_LEASE) && LEASE.isIn(text)) {
      log.withdraw(NO_LEASE);
    }
    if (log.has(ROOT_MISSING) && ConsoleText.of(text).body().startsWith(ROOT_THERE)) {
      log.withdraw(ROOT_MISSING, "serial", boot);
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
        // Older ones start it by its description: it is the one that was to come.
        log.recovered(boot, restarting);
      }
      restarting = "";
    } else if (openRc.find()) {
      log.recovered(boot, String.valueOf(openRc.group(1)));
    }
  }
}
