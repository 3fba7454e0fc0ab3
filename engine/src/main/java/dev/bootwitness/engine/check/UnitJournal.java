package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import java.util.stream.Collectors;

/** The last lines that a guest's units wrote in this boot. */
final class UnitJournal {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final GuestAsk guest;

  UnitJournal(GuestAsk guest) {
    this.guest = guest;
  }

  /** The last ten lines; empty when there are none or this user may not read them. */
  String last(String unit) throws InterruptedException {
    CommandResult result =
        guest.run(
            "journalctl --no-pager -q -b -n 10 -o short-monotonic -u " + ShellWord.quote(unit),
            PATIENCE);
    return result instanceof CommandResult.Completed c
        ? c.stdout()
            .text()
            .lines()
            .filter(line -> !line.startsWith("-- "))
            .collect(Collectors.joining("\n"))
            .strip()
        : "";
  }
}
