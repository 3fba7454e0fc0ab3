package dev.bootwitness.junit;

import dev.bootwitness.engine.spec.StepSpec;
import dev.bootwitness.engine.spec.StepSpec.BootFrom;
import dev.bootwitness.machine.config.BootChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The virtual machine of a test, through all its boots. What is done to it is a step in the record;
 * a step that fails ends the run, since the machine is then not what tests expect. What the machine
 * cannot do as it is, e.g. plug in a disk that it does not have, is an {@link
 * IllegalArgumentException} and leaves it as it is.
 */
public final class VirtualMachine {

  /** How long a guest may take to go down, as for steps of a spec. */
  private static final Duration DOWN = Duration.ofMinutes(2);

  private final MachineSession session;

  VirtualMachine(MachineSession session) {
    this.session = session;
  }

  /**
   * Opens a TCP port of this host, on 127.0.0.1, that leads to the guest until its next boot.
   *
   * @param guestPort the port in the guest, e.g. 22
   * @return the port of the host, which the host has chosen
   */
  public int forward(int guestPort) {
    return session.call(guest -> guest.forward(guestPort));
  }

  /** A picture of the screen, kept in the record; empty when the machine shows none. */
  public Optional<Path> screenshot() {
    return session.call(guest -> guest.picture("a test asked for it"));
  }

  /** Plugs in a disk of the spec that has {@code plugged: false} or was pulled out. */
  public void plugDisk(String name) {
    session.take(new StepSpec.AddDisk(name));
  }

  /** Pulls out a disk of the spec. */
  public void pullDisk(String name) {
    session.take(new StepSpec.RemoveDisk(name));
  }

  /** Takes the medium out of the CD drive; later boots start from the first disk. */
  public void ejectMedium() {
    session.take(new StepSpec.EjectMedium());
  }

  /** Lets later boots start from the first disk. */
  public void bootFromDisk() {
    session.take(new BootFrom(BootChoice.DISK));
  }

  /** Lets the guest restart by its own means, and logs in again. */
  public void reboot() {
    session.take(new StepSpec.Reboot(DOWN));
  }

  /** Lets the guest switch itself off, starts the machine again, and logs in. */
  public void powerOff() {
    session.take(new StepSpec.PowerOff(DOWN));
  }

  /** Takes the power away at once, starts the machine again, and logs in. */
  public void powerCut() {
    session.take(new StepSpec.PowerCut(Optional.empty(), Optional.empty(), Duration.ZERO, DOWN));
  }
}
