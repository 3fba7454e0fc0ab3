package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;
import java.util.List;

/**
 * The accelerator to use, and why.
 *
 * @param reason in words a person can act on, e.g. {@code kvm refused: probe guest took 2.7 s,
 *     emulation 0.1 s}
 * @param cached whether the measurements are from an earlier run since the host booted
 * @param cost how long the choice took this time
 * @param probes every measurement, in the order made; empty when nothing was measured
 */
public record AcceleratorChoice(
    Accelerator accelerator, String reason, boolean cached, Duration cost, List<Probe> probes) {

  /** Copies the measurements. */
  public AcceleratorChoice {
    probes = List.copyOf(probes);
  }
}
