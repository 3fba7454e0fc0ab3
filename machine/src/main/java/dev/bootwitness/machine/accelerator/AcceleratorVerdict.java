package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Interprets measurements. Pure functions. */
final class AcceleratorVerdict {

  /**
   * Below this difference, one busy moment of the host can explain two measurements of a fifth of a
   * second.
   */
  private static final double CLEARLY = 1.5;

  private AcceleratorVerdict() {}

  /** The fastest that finished. */
  static Optional<Probe> fastest(List<Probe> probes) {
    return probes.stream()
        .filter(probe -> probe.took().isPresent())
        .min(Comparator.comparing(probe -> probe.took().orElseThrow()));
  }

  /** Whether the fastest is too close to another that finished to be trusted at once. */
  static boolean isClose(List<Probe> probes) {
    List<Duration> times =
        probes.stream().flatMap(probe -> probe.took().stream()).sorted().toList();
    return times.size() > 1 && times.get(1).toNanos() < CLEARLY * times.getFirst().toNanos();
  }

  /** Why {@code chosen} is used, naming what was refused and the times. */
  static String reason(Probe chosen, List<Probe> probes) {
    String time = chosen.took().map(Probe::seconds).orElse("unknown");
    List<Probe> others =
        probes.stream()
            .filter(probe -> probe.accelerator().kind() != chosen.accelerator().kind())
            .toList();
    if (chosen.accelerator().kind() == Accelerator.Kind.KVM) {
      return others.stream()
          .map(probe -> ", emulation: " + probe.result().describe())
          .collect(Collectors.joining("", "kvm: probe guest took " + time, ""));
    }
    if (others.isEmpty()) {
      return "emulation: probe guest took " + time;
    }
    return "kvm refused: %s, emulation %s".formatted(describe(others), time);
  }

  /** The same in detail, with QEMU's own message, for when it is the failure itself. */
  static String describeFully(List<Probe> probes) {
    return probes.stream().map(AcceleratorVerdict::describeFully).collect(Collectors.joining("; "));
  }

  private static String describeFully(Probe probe) {
    String said =
        probe.result() instanceof Probe.Refused refused && !refused.said().isEmpty()
            ? " (" + refused.said() + ")"
            : "";
    return "%s with CPU %s%s"
        .formatted(probe.result().describe(), probe.accelerator().cpuModel(), said);
  }

  /** Several attempts on KVM differ by CPU model, so each is named by its model. */
  static String describe(List<Probe> probes) {
    if (probes.size() == 1) {
      return probes.getFirst().result().describe();
    }
    return probes.stream()
        .map(probe ->
            "%s with CPU %s".formatted(probe.result().describe(), probe.accelerator().cpuModel()))
        .collect(Collectors.joining("; "));
  }
}
