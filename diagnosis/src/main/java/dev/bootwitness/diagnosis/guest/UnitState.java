package dev.bootwitness.diagnosis.guest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of one systemd unit, as {@code systemctl status} or {@code systemctl show} reports it.
 *
 * @param unit its full name, e.g. {@code ssh.service}
 * @param active active, reloading, inactive, failed, activating, deactivating; empty when unknown
 * @param sub the state below that, e.g. {@code start}, {@code auto-restart}, {@code dead}
 * @param result success, exit-code, timeout, …; empty when unknown
 * @param exitStatus of its main process, if it has ended
 * @param since how long it has been in this state
 * @param after the units it is ordered after, as far as known
 * @param processes the command lines in its control group, as far as known
 */
public record UnitState(
    String unit,
    String active,
    String sub,
    String result,
    OptionalInt exitStatus,
    Optional<Duration> since,
    List<String> after,
    List<String> processes) {

  public UnitState {
    after = List.copyOf(after);
    processes = List.copyOf(processes);
  }

  /** A unit of which only the name is known. */
  public static UnitState named(String unit) {
    return new UnitState(
        unit, "", "", "", OptionalInt.empty(), Optional.empty(), List.of(), List.of());
  }

  public boolean isActivating() {
    return active.equals("activating");
  }

  /** Whether it has been starting for longer than systemd allows by default. */
  public boolean isStuck() {
    return isActivating() && since.filter(span -> Patience.isOver(span, false)).isPresent();
  }

  public boolean isFailed() {
    return active.equals("failed");
  }

  /** The combination of both states; the newer one takes precedence. */
  public UnitState updatedBy(UnitState newer) {
    return new UnitState(
        unit,
        newer.active.isEmpty() ? active : newer.active,
        newer.active.isEmpty() ? sub : newer.sub,
        newer.result.isEmpty() ? result : newer.result,
        newer.exitStatus.isPresent() ? newer.exitStatus : exitStatus,
        newer.since.isPresent() ? newer.since : since,
        newer.after.isEmpty() ? after : newer.after,
        newer.processes.isEmpty() ? processes : newer.processes);
  }

  /**
   * The units that this one's processes have requested from systemd and wait for: {@code systemctl
   * start X} without {@code --no-block} ends only when X's job has ended.
   */
  public List<String> startsAndWaitsFor() {
    var units = new ArrayList<String>();
    processes.forEach(process -> units.addAll(BlockingStart.units(process)));
    return List.copyOf(units);
  }
}
