package dev.bootwitness.diagnosis;

import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Sees on the console that a failure is over: a unit or a root that comes with another try, an
 * address that comes after all. Not thread-safe.
 */
final class Recovery {
  private static final String NO_LEASE = "network/no-lease";

  /** busybox udhcpc, dhclient, dhcpcd, networkd. */
  private static final Pattern LEASE =
      Pattern.compile(
          "udhcpc\\d?: lease of \\S+ obtained|^bound to \\d|DHCPACK (?:of|from)|: leased \\d|DHCPv4 address \\S+");

  /** systemd src/core/unit.c, with the unit's name in front of its description since 252. */
  private static final Pattern RUNS_NOW =
      Pattern.compile(
          "^(?:\\[ *OK *\\] |systemd\\[1\\]: )(?:Started|Finished|Mounted|Listening on|Activated swap|Set up) (?:(\\S+\\.(?:service|mount|socket|target|swap|automount|timer|path|slice))\\b.*|(.+?)\\.?)$");

  private static final String ROOT_MISSING = "initrd/root-device-missing";

  /** The kernel's own root (init/do_mounts.c), which it may have waited for. */
  private static final String ROOT_THERE = "VFS: Mounted root";

  private final FindingLog log;

  Recovery(FindingLog log) {
    this.log = log;
  }

  /** A line of the console, in that boot of the machine. */
  void line(String text, int boot) {
    if (log.has(NO_LEASE) && LEASE.matcher(text).find()) {
      log.withdraw(NO_LEASE);
    }
    if (log.has(ROOT_MISSING) && ConsoleText.of(text).body().startsWith(ROOT_THERE)) {
      log.withdraw(ROOT_MISSING, "serial", boot);
    }
    if (FindingLog.MAY_RECOVER.stream().anyMatch(log::has)) {
      Matcher well = RUNS_NOW.matcher(ConsoleText.of(text).body());
      if (well.find()) {
        log.recovered(boot, well.group(1) == null ? well.group(2) : well.group(1));
      }
    }
  }
}
