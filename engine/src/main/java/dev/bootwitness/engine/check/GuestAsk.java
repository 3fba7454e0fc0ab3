package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;

/** Runs commands in the guest by {@code sh -c}. */
@FunctionalInterface
interface GuestAsk {

  /**
   * Runs a command with empty stdin.
   *
   * @throws InterruptedException when this thread was interrupted meanwhile
   */
  CommandResult run(String command, Duration within) throws InterruptedException;
}
