package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import java.time.Duration;

/** Runs the probe guest once. */
@FunctionalInterface
interface ProbeRunner {

  /**
   * Runs the guest, and ends it when it takes longer than {@code cap}.
   *
   * @throws MachineException when the host lacks what any probe needs
   */
  Probe run(Accelerator accelerator, Duration cap) throws MachineException, InterruptedException;
}
