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
 * How fast guests run on this host, as its phase found out, and what that means for deadlines. Set
 * once, by the host phase; thread-safe.
 */
public final class HostSpeed {

  private volatile Scale scale = Scale.NONE;
  private volatile Optional<Finding> brokenAccelerator = Optional.empty();

  /** Takes note of the choice. */
  public void set(AcceleratorChoice choice, Scaling wish) {
    boolean emulated = choice.accelerator().kind() == Accelerator.Kind.TCG;
    if (wish == Scaling.AUTO) {
      scale = new Scale(GuestSpeed.of(choice).factor(), emulated ? "emulation" : "slow host");
    }
    brokenAccelerator =
        emulated && kvmIsOfferedInVain(choice)
            ? Optional.of(FindingBuilder.of("host/accelerator-broken", choice.reason(), "host", ""))
            : Optional.empty();
  }

  /** By how much the spec's durations are stretched; none before the host was looked at. */
  public Scale scale() {
    return scale;
  }

  /**
   * What a missed deadline is to be read with: that KVM is offered here and does not work. A run
   * that keeps its deadlines needs no such note; the host phase has said what it runs on.
   */
  Optional<Finding> whyGuestsAreSlow() {
    return brokenAccelerator;
  }

  /** A host without /dev/kvm offers nothing; one that was not asked has nothing to complain of. */
  private static boolean kvmIsOfferedInVain(AcceleratorChoice choice) {
    return Files.exists(Path.of("/dev/kvm"))
        && choice.probes().stream().anyMatch(p -> p.accelerator().kind() == Accelerator.Kind.KVM);
  }
}
