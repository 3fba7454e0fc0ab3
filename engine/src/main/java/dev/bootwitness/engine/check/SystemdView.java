package dev.bootwitness.engine.check;

import dev.bootwitness.diagnosis.guest.BlockingStart;
import dev.bootwitness.diagnosis.guest.JobList;
import dev.bootwitness.diagnosis.guest.OrderingDeadlock;
import dev.bootwitness.diagnosis.guest.UnitState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a guest's systemd is busy with at one moment.
 *
 * @param jobs its queue
 * @param units those with a job, those that failed or are starting, and those requested, each by
 *     its full name
 * @param aliases other names of units, as somebody in the guest used them
 * @param uptime the guest's, in seconds
 */
record SystemdView(
    JobList jobs, Map<String, UnitView> units, Map<String, String> aliases, double uptime) {

  Optional<UnitView> unit(String name) {
    String full = BlockingStart.fullName(name);
    return Optional.ofNullable(units.get(aliases.getOrDefault(full, full)));
  }

  boolean hasJob(String unit) {
    return jobs.of(unit).isPresent();
  }

  /** The units whose jobs a unit's waiting job may wait for, running ones first. */
  List<UnitView> awaitedBy(UnitView unit) {
    if (jobs.of(unit.name()).map(JobList.Job::running).orElse(true)) {
      return List.of();
    }
    List<UnitView> awaited = new ArrayList<>();
    for (String name : unit.state().after()) {
      Optional<JobList.Job> job = jobs.of(name);
      UnitView other = units.get(name);
      if (job.isPresent() && other != null) {
        awaited.add(job.get().running() ? 0 : awaited.size(), other);
      }
    }
    return awaited;
  }

  /** The units that a unit's processes wait for by a systemctl of their own. */
  List<String> blockedOn(UnitView unit) {
    return unit.blockingNames().stream().map(name -> aliases.getOrDefault(name, name)).toList();
  }

  /** Jobs that wait for each other in a cycle. */
  Optional<OrderingDeadlock> deadlock() {
    return OrderingDeadlock.find(jobs, units.values().stream().map(this::byRealNames).toList());
  }

  private UnitState byRealNames(UnitView unit) {
    UnitState state = unit.state();
    List<String> processes =
        blockedOn(unit).stream().map(name -> "systemctl start " + name).toList();
    return new UnitState(
        state.unit(),
        state.active(),
        state.sub(),
        state.result(),
        state.exitStatus(),
        state.since(),
        state.after(),
        processes);
  }

  /** Whether a unit is in the cycle, or its job waits for one that is. */
  boolean hangsOn(String unit, OrderingDeadlock circle) {
    Set<String> stuck = new HashSet<>();
    circle.edges().forEach(edge -> stuck.add(edge.unit()));
    return reaches(unit, stuck, new HashSet<>());
  }

  private boolean reaches(String unit, Set<String> stuck, Set<String> seen) {
    if (stuck.contains(unit)) {
      return true;
    }
    UnitView view = units.get(unit);
    return view != null
        && seen.add(unit)
        && awaitedBy(view).stream().anyMatch(other -> reaches(other.name(), stuck, seen));
  }

  /** The first failed unit that this one requires. */
  Optional<UnitView> failedNeed(UnitView unit) {
    return List.of("Requires", "Requisite", "BindsTo").stream()
        .flatMap(property -> unit.words(property).stream())
        .map(units::get)
        .filter(need -> need != null && need.failed() && !hasJob(need.name()))
        .findFirst();
  }
}
