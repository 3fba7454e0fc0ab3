package dev.bootwitness.engine.run;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.engine.binding.Scaling;
import dev.bootwitness.machine.accelerator.AcceleratorChoice;
import dev.bootwitness.machine.accelerator.GuestSpeed;
import dev.bootwitness.machine.config.Accelerator;
import dev.bootwitness.record.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How fast guests run on this host, as measured by the host phase, and the effect on deadlines. Set
 * once, by the host phase; thread-safe.
 */
public final class HostSpeed {

  private volatile Scale scale = Scale.NONE;
  private volatile Optional<String> kvmIsOfferedInVain = Optional.empty();

  /** Records the choice. */
  public void set(AcceleratorChoice choice, Scaling wish) {
    boolean emulated = choice.accelerator().kind() == Accelerator.Kind.TCG;
    if (wish == Scaling.AUTO) {
      scale = new Scale(GuestSpeed.of(choice).factor(), emulated ? "emulation" : "slow host");
    }
    kvmIsOfferedInVain =
        emulated && kvmIsOfferedInVain(choice) ? Optional.of(choice.reason()) : Optional.empty();
  }

  /**
   * The factor by which the spec's durations are stretched; no stretching before the host was
   * examined.
   */
  public Scale scale() {
    return scale;
  }

  /**
   * A note for a missed deadline: KVM is offered here but does not work. A run that meets its
   * deadlines needs no such note; the host phase has reported what it runs on.
   */
  Optional<Finding> whyGuestsAreSlow() {
    // Made now, since it reads the catalogue, which a run without a fault never needs.
    return kvmIsOfferedInVain.map(
        reason -> FindingBuilder.of("host/accelerator-broken", reason, "host", ""));
  }

  /**
   * A host without /dev/kvm offers nothing; a host that was not asked gives no reason for a note.
   */
  private static boolean kvmIsOfferedInVain(AcceleratorChoice choice) {
    return Files.exists(Path.of("/dev/kvm"))
        && choice.probes().stream().anyMatch(p -> p.accelerator().kind() == Accelerator.Kind.KVM);
  }
}
