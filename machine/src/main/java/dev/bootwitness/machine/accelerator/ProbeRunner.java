package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.Accelerator;
import dev.bootwitness.machine.MachineException;
import java.time.Duration;

/** Runs the probe guest once. */
@FunctionalInterface
interface ProbeRunner {

  /**
   * Runs it, and ends it when it takes longer than {@code cap}.
   *
   * @throws MachineException when the host lacks what any probe needs
   */
  Probe run(Accelerator accelerator, Duration cap) throws MachineException, InterruptedException;
}
