package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures the candidates in the order that keeps the total time short.
 *
 * <p>Emulation goes first: it always runs, and its time shows when KVM has lost. A guest on a
 * healthy KVM needs 0.1–0.2 s including QEMU's start. A KVM slower than emulation is of no use, so
 * it is cut off at twice emulation's time, but not before half a second, so that one busy moment of
 * the host does not decide. KVM's plain CPU model is tried only when the host's own was refused at
 * once, so the cap is paid once: with emulation at 0.2 s, 0.8 s at most in all.
 */
final class AcceleratorProber {

  /**
   * The limit for emulation, which has nothing to be compared with: fifty times what it takes here.
   */
  static final Duration TCG_CAP = Duration.ofSeconds(10);

  /**
   * The limit for KVM when it was requested and emulation does not matter: ten times what it needs.
   */
  static final Duration KVM_ALONE_CAP = Duration.ofSeconds(2);

  static final Duration KVM_LEAST_CAP = Duration.ofMillis(500);

  private final ProbeRunner runner;

  AcceleratorProber(ProbeRunner runner) {
    this.runner = runner;
  }

  /**
   * Measures emulation, and KVM unless it is refused from the start.
   *
   * @param kvm what the kernel offers
   */
  List<Probe> all(KvmDevice kvm) throws MachineException, InterruptedException {
    List<Probe> probes = new ArrayList<>();
    Probe tcg = runner.run(Accelerator.TCG, TCG_CAP);
    probes.add(tcg);
    probes.addAll(kvm(kvm, kvmCap(tcg)));
    List<Probe> looked = AcceleratorVerdict.isClose(probes) ? secondLook(probes) : probes;
    return List.copyOf(confirmed(looked));
  }

  /** Measures emulation alone, when it was requested. */
  List<Probe> tcg() throws MachineException, InterruptedException {
    return confirmed(List.of(runner.run(Accelerator.TCG, TCG_CAP)));
  }

  /**
   * The measurements; the fastest is measured again if it is slow. It determines the stretching of
   * deadlines until the host reboots, so one busy moment must not decide.
   */
  private List<Probe> confirmed(List<Probe> probes) throws MachineException, InterruptedException {
    Optional<Probe> fastest =
        AcceleratorVerdict.fastest(probes)
            .filter(probe -> GuestSpeed.isDoubtful(probe.took().orElseThrow()));
    if (fastest.isEmpty()) {
      return probes;
    }
    Probe first = fastest.get();
    Probe again = runner.run(first.accelerator(), first.took().orElseThrow());
    return probes.stream()
        .map(probe -> probe.equals(first) && again.took().isPresent() ? again : probe)
        .toList();
  }

  /** Measures again what finished; the better of the two times counts as the accelerator's own. */
  private List<Probe> secondLook(List<Probe> first) throws MachineException, InterruptedException {
    List<Probe> better = new ArrayList<>();
    for (Probe probe : first) {
      if (probe.took().isEmpty()) {
        better.add(probe);
        continue;
      }
      // Capped at its own first time: beyond that it cannot be better.
      Probe second = runner.run(probe.accelerator(), probe.took().orElseThrow());
      better.add(AcceleratorVerdict.fastest(List.of(second, probe)).orElse(probe));
    }
    return List.copyOf(better);
  }

  /** Measures KVM only, on the host's CPU model and, if that is refused, on the plain one. */
  List<Probe> kvm(KvmDevice kvm, Duration cap) throws MachineException, InterruptedException {
    Optional<String> refusal = kvm.refusal();
    if (refusal.isPresent()) {
      return List.of(new Probe(Accelerator.KVM, new Probe.Refused(refusal.get(), "")));
    }
    Probe host = runner.run(Accelerator.KVM, cap);
    return host.result() instanceof Probe.Refused
        ? List.of(host, runner.run(Accelerator.KVM_PLAIN, cap))
        : List.of(host);
  }

  static Duration kvmCap(Probe tcg) {
    return tcg.took()
        .map(took -> took.multipliedBy(2))
        .map(cap -> cap.compareTo(KVM_LEAST_CAP) < 0 ? KVM_LEAST_CAP : cap)
        .orElse(KVM_ALONE_CAP);
  }
}
