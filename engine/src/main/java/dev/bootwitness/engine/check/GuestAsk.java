package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;

/** Somebody in the guest who runs commands by {@code sh -c}. */
@FunctionalInterface
interface GuestAsk {

  /**
   * Runs a command with nothing to read from stdin.
   *
   * @throws InterruptedException when this thread was interrupted meanwhile
   */
  CommandResult run(String command, Duration within) throws InterruptedException;
}
