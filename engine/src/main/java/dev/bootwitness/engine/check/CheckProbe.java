package dev.bootwitness.engine.check;

import java.time.Duration;

/** Asks the guest once whether a check holds. */
@FunctionalInterface
interface CheckProbe {
  ProbeResult look(Duration limit) throws InterruptedException;
}
