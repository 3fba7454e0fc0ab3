package dev.bootwitness.machine.accelerator;

import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Chooses the accelerator for a host by measurement, once for each boot of the host, QEMU and set
 * of CPU models. Thread-safe; concurrent choices each measure for themselves and agree on the file.
 */
public final class AcceleratorChooser {

  private final ProgramPath path;
  private final KvmDevice kvm;
  private final AcceleratorCache cache;
  private final AcceleratorProber prober;
  private final LongSupplier nanoTime;

  AcceleratorChooser(
      ProgramPath path,
      KvmDevice kvm,
      AcceleratorCache cache,
      ProbeRunner runner,
      LongSupplier nanoTime) {
    this.path = path;
    this.kvm = kvm;
    this.cache = cache;
    this.prober = new AcceleratorProber(runner);
    this.nanoTime = nanoTime;
  }

  /** A chooser for this host and this user. */
  public static AcceleratorChooser ofHost(ProgramPath path) {
    LongSupplier clock = System::nanoTime;
    return new AcceleratorChooser(
        path,
        KvmDevice.ofHost(),
        AcceleratorCache.ofUser(),
        new QemuProbeRunner(path, clock),
        clock);
  }

  /**
   * Chooses an accelerator. {@link AcceleratorRequest#AUTO} takes the fastest that finishes; {@link
   * AcceleratorRequest#KVM} takes KVM, however it compares with emulation; {@link
   * AcceleratorRequest#TCG} only measures the speed.
   *
   * @throws MachineException with {@link MachineFailure.AcceleratorBroken} when KVM was requested
   *     and does not finish the probe guest, or nothing does; with {@link
   *     MachineFailure.ToolMissing} when there is no QEMU
   */
  public AcceleratorChoice choose(AcceleratorRequest request)
      throws MachineException, InterruptedException {
    long start = nanoTime.getAsLong();
    return switch (request) {
      case AUTO -> auto(start);
      case KVM -> kvm(start);
      case TCG -> tcg(start);
    };
  }

  private AcceleratorChoice auto(long start) throws MachineException, InterruptedException {
    return measured(cache, () -> prober.all(kvm), start, "QEMU");
  }

  private AcceleratorChoice tcg(long start) throws MachineException, InterruptedException {
    AcceleratorChoice choice =
        measured(cache.of(Accelerator.Kind.TCG), prober::tcg, start, "emulation");
    return new AcceleratorChoice(
        choice.accelerator(),
        "emulation, as asked for",
        choice.cached(),
        choice.cost(),
        choice.probes());
  }

  private AcceleratorChoice kvm(long start) throws MachineException, InterruptedException {
    return measured(
        cache.of(Accelerator.Kind.KVM),
        () -> prober.kvm(kvm, AcceleratorProber.KVM_ALONE_CAP),
        start,
        "kvm");
  }

  @FunctionalInterface
  private interface Measurement {
    List<Probe> take() throws MachineException, InterruptedException;
  }

  /** A failure is not cached: a user who repairs the host must not see yesterday's failure. */
  private AcceleratorChoice measured(
      AcceleratorCache kept, Measurement measurement, long start, String wanted)
      throws MachineException, InterruptedException {
    Path qemu = HostTool.QEMU_X86_64.require(path);
    Optional<CacheKey> key = key(qemu);
    Optional<List<Probe>> known = key.flatMap(kept::read);
    List<Probe> probes = known.isPresent() ? known.get() : measurement.take();
    Probe chosen =
        AcceleratorVerdict.fastest(probes)
            .orElseThrow(() ->
                new MachineException(
                    new MachineFailure.AcceleratorBroken(
                        wanted, AcceleratorVerdict.describeFully(probes))));
    if (known.isEmpty()) {
      key.ifPresent(k -> kept.write(k, probes));
    }
    return choice(chosen, probes, known.isPresent(), start);
  }

  private AcceleratorChoice choice(Probe chosen, List<Probe> probes, boolean cached, long start) {
    return new AcceleratorChoice(
        chosen.accelerator(),
        AcceleratorVerdict.reason(chosen, probes),
        cached,
        since(start),
        probes);
  }

  /** Without a key, e.g. where /proc is not mounted, nothing is cached. */
  private Optional<CacheKey> key(Path qemu) {
    try {
      return Optional.of(CacheKey.ofHost(qemu, kvm));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
