package dev.bootwitness.engine.spec;

import dev.bootwitness.diagnosis.guest.StatusFile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One expectation about the guest.
 *
 * <p>With {@code within} it is tried until it holds or the time runs out; without, it is tried
 * once.
 */
public sealed interface CheckSpec {

  /** The time limit for the command of a check that is tried once, with hardware acceleration. */
  Duration ONCE = Duration.ofSeconds(30);

  /** The name in reports; a description of the check when the spec gives none. */
  String name();

  /** How long it may take to come true; empty: it must hold at once. */
  Optional<Duration> within();

  /**
   * A command's exit status and output.
   *
   * @param stdin what it reads from stdin, as UTF-8; empty: nothing
   * @param prints what stdout must contain
   * @param matches a regular expression that must match in stdout
   */
  record Run(
      String name,
      String command,
      String stdin,
      int exit,
      Optional<String> prints,
      Optional<String> matches,
      Optional<Duration> within)
      implements CheckSpec {}

  /** The state of a systemd unit. */
  record Unit(String name, String unit, UnitState state, Optional<Duration> within)
      implements CheckSpec {}

  /**
   * A file of the guest.
   *
   * @param exists whether it must be there; {@code contains} and {@code matches} need it
   */
  record File(
      String name,
      String path,
      boolean exists,
      Optional<String> contains,
      Optional<String> matches,
      Optional<Duration> within)
      implements CheckSpec {}

  /**
   * A network interface that exists and has a carrier and an address.
   *
   * @param iface its name
   * @param address which address it must have
   */
  record Network(String name, String iface, Family address, Optional<Duration> within)
      implements CheckSpec {}

  /**
   * Which address an interface must have; addresses that the kernel generates by itself do not
   * count.
   */
  enum Family {
    IPV4,
    IPV6,
    ANY,
    NONE
  }

  /**
   * What a storage provisioner reports, compared with the storage that exists.
   *
   * @param state the state it must report
   * @param status the file that contains the report, and its format
   * @param groups LVM volume groups that must be there
   * @param volumes logical volumes that must be there, each {@code group/volume}
   * @param mounts mount points where something must be mounted
   */
  record Storage(
      String name,
      StorageState state,
      StatusFile status,
      List<String> groups,
      List<String> volumes,
      List<String> mounts,
      Optional<Duration> within)
      implements CheckSpec {

    public Storage {
      groups = List.copyOf(groups);
      volumes = List.copyOf(volumes);
      mounts = List.copyOf(mounts);
    }
  }

  /** What a provisioner may have done; a pack's status.yaml defines the words for it. */
  enum StorageState implements Worded {
    APPLIED,
    PLAN_ONLY,
    NOTHING_TO_DO;

    /** As a pack's status.yaml and a spec name it. */
    @Override
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** systemd's ActiveState (systemctl(1)), as far as one can wait for it. */
  enum UnitState {
    ACTIVE,
    INACTIVE,
    FAILED
  }
}
