package dev.bootwitness.engine.check;

import dev.bootwitness.diagnosis.guest.JobList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a unit waits for, in words and without figures that change. */
final class UnitWords {

  private static final int LONGEST_COMMAND = 80;

  private UnitWords() {}

  static String of(UnitView unit, SystemdView view) {
    return of(unit, view, new HashSet<>());
  }

  private static String of(UnitView unit, SystemdView view, Set<String> named) {
    named.add(unit.name());
    if (unit.restarting()) {
      return "%s failed (%s) and waits to be restarted".formatted(unit.name(), unit.ending());
    }
    Optional<JobList.Job> job = view.jobs().of(unit.name());
    List<String> blocked = view.blockedOn(unit);
    if (!blocked.isEmpty()) {
      return "%s is %s; its process waits for the job of %s"
          .formatted(unit.name(), unit.state().active(), String.join(" and ", blocked));
    }
    if (unit.activating()) {
      String command = command(unit);
      return unit.name()
          + " is activating"
          + (command.isEmpty() ? " (" + unit.state().sub() + ")" : "; it runs `" + command + "`");
    }
    if (job.isPresent() && !job.get().running()) {
      Optional<UnitView> awaited =
          view.awaitedBy(unit).stream().filter(other -> !named.contains(other.name())).findFirst();
      String what = "the " + job.get().type() + " of " + unit.name() + " waits";
      return awaited.isEmpty()
          ? what
          : what + " for " + awaited.get().name() + ": " + of(awaited.get(), view, named);
    }
    if (job.isPresent()) {
      return "the " + job.get().type() + " of " + unit.name() + " is under way";
    }
    if (unit.failed()) {
      return unit.name() + " failed: " + unit.ending();
    }
    if (unit.inactive()) {
      List<String> triggers = unit.words("TriggeredBy");
      return triggers.isEmpty()
          ? unit.name() + " is inactive, and no job is queued for it"
          : unit.name() + " is inactive until " + String.join(" or ", triggers) + " starts it";
    }
    return unit.name() + " is " + unit.state().active() + " (" + unit.state().sub() + ")";
  }

  /** The process at the bottom of the unit's tree shows what it is doing. */
  private static String command(UnitView unit) {
    List<String> processes = unit.state().processes();
    String last = processes.isEmpty() ? "" : processes.getLast();
    return last.length() > LONGEST_COMMAND ? last.substring(0, LONGEST_COMMAND) + "…" : last;
  }
}
