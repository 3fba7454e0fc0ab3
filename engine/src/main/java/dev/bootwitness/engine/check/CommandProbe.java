package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;

/** Runs a command and judges what it says. */
record CommandProbe(GuestShell guest, String command, Judge judge) implements CheckProbe {

  /** A shell's status for a command that it did not find (POSIX XCU 2.8.2). */
  private static final int NOT_FOUND = 127;

  /** Judges a command that ran to its end. */
  @FunctionalInterface
  interface Judge {
    ProbeResult of(CommandResult.Completed answer) throws InterruptedException;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    CommandResult result = guest.run(command, limit);
    if (!(result instanceof CommandResult.Completed answer)) {
      return Evidence.unfinished(result);
    }
    ProbeResult judged =
        answer.exit() == NOT_FOUND
            ? new ProbeResult.Not(
                "spec/check-broken",
                "the guest lacks what the check asks with: " + Evidence.said(answer),
                Evidence.said(answer),
                true)
            : judge.of(answer);
    return Privilege.considered(guest.uid(), answer, judged);
  }

  /** The check does not hold yet. */
  static ProbeResult not(String message, String quote) {
    return new ProbeResult.Not("check/failed", message, quote, false);
  }
}
