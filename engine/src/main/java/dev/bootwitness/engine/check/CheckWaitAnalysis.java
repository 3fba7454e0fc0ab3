package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.OrderingDeadlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Determines whether what a check waits for can still come, and what it depends on, from systemd's
 * current work on the units related to the check.
 */
final class CheckWaitAnalysis {

  /** The time between two looks that must agree before a deadlock is reported. */
  private static final Duration CONFIRM = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MOST_NAMED = 5;

  private final GuestAsk guest;
  private final CheckSpec check;
  private final WaitListener waits;
  private final SystemdQuery systemd;
  private final UnitJournal journal;

  /** Whether a unit's text names the file that the check waits for; determined once per unit. */
  private final Map<String, Boolean> mentions = new HashMap<>();

  private boolean deadlockTold;

  CheckWaitAnalysis(GuestAsk guest, CheckSpec check, WaitListener waits) {
    this.guest = guest;
    this.check = check;
    this.waits = waits;
    this.systemd = new SystemdQuery(guest);
    this.journal = new UnitJournal(guest);
  }

  /**
   * What is known about a wait.
   *
   * @param why what it depends on; empty when nothing is known
   * @param end why it cannot succeed
   * @param makers the units related to the check, as they were then
   */
  record Outlook(
      String why,
      Optional<ProbeResult.Not> end,
      List<UnitView> makers,
      Optional<SystemdView> view) {
    static final Outlook UNKNOWN = new Outlook("", Optional.empty(), List.of(), Optional.empty());

    Outlook {
      makers = List.copyOf(makers);
    }
  }

  /** Analyses the wait after a failed try of the check. */
  Outlook look(ProbeResult.Not seen) throws InterruptedException {
    Optional<SystemdView> first = systemd.look(check.units(), PATIENCE);
    if (first.isEmpty()) {
      return Outlook.UNKNOWN;
    }
    SystemdView view = first.get();
    Optional<OrderingDeadlock> circle = view.deadlock();
    if (circle.isPresent()) {
      TimeUnit.NANOSECONDS.sleep(CONFIRM.toNanos());
      view = systemd.look(check.units(), PATIENCE).orElse(view);
      circle = circle.equals(view.deadlock()) ? circle : Optional.empty();
    }
    List<UnitView> makers = makers(view);
    String why = why(makers, view);
    if (circle.isPresent()) {
      if (inVain(circle.get(), makers, view)) {
        return new Outlook(
            circle.get().sentence(),
            Optional.of(deadlock(seen, circle.get(), view)),
            makers,
            Optional.of(view));
      }
      tell(circle.get(), view);
    }
    Optional<ProbeResult.Not> end = Optional.empty();
    for (UnitView maker : makers) {
      end = end.isPresent() ? end : hopeless(seen, maker, view);
    }
    return new Outlook(why, end, makers, Optional.of(view));
  }

  private boolean inVain(OrderingDeadlock circle, List<UnitView> makers, SystemdView view) {
    return check.awaitsAllJobs()
        || makers.stream().anyMatch(maker -> view.hangsOn(maker.name(), circle));
  }

  /** A deadlock is a fault of the image, whichever check discovered it. */
  private void tell(OrderingDeadlock circle, SystemdView view) {
    if (!deadlockTold) {
      deadlockTold = true;
      waits.saw("systemd/ordering-deadlock", circle.sentence(), evidence(circle, view));
    }
  }

  private ProbeResult.Not deadlock(
      ProbeResult.Not seen, OrderingDeadlock circle, SystemdView view) {
    return new ProbeResult.Not(
        "systemd/ordering-deadlock",
        circle.sentence() + "; so: " + seen.message(),
        evidence(circle, view),
        true);
  }

  /** The jobs and the processes that form the cycle. */
  private static String evidence(OrderingDeadlock circle, SystemdView view) {
    List<String> lines = new ArrayList<>();
    for (OrderingDeadlock.Edge edge : circle.edges()) {
      view.jobs()
          .of(edge.unit())
          .ifPresent(job ->
              lines.add(
                  "job %d %s/%s %s"
                      .formatted(
                          job.id(),
                          job.unit(),
                          job.type(),
                          job.running() ? "running" : "waiting")));
      view.unit(edge.unit())
          .ifPresent(unit ->
              unit.state().processes().stream()
                  .filter(UnitView::isSystemctl)
                  .forEach(process -> lines.add("  in " + edge.unit() + ": " + process)));
    }
    return String.join("\n", lines);
  }

  private Optional<ProbeResult.Not> hopeless(ProbeResult.Not seen, UnitView maker, SystemdView view)
      throws InterruptedException {
    if (view.hasJob(maker.name())) {
      return Optional.empty();
    }
    boolean itself = check.units().contains(maker.name()) && check instanceof UnitCheck;
    if (maker.failed() && !itself) {
      return Optional.of(
          new ProbeResult.Not(
              "systemd/unit-failed",
              "%s failed (%s); so: %s".formatted(maker.name(), maker.ending(), seen.message()),
              maker.name(),
              journal.last(maker.name()),
              true));
    }
    Optional<UnitView> need = maker.inactive() ? view.failedNeed(maker) : Optional.empty();
    if (need.isPresent()) {
      return Optional.of(
          new ProbeResult.Not(
              "systemd/unit-failed",
              "%s failed (%s), and %s requires it: %s"
                  .formatted(need.get().name(), need.get().ending(), maker.name(), seen.message()),
              need.get().name(),
              journal.last(need.get().name()),
              true));
    }
    boolean skipped =
        maker.inactive()
            && maker.properties().getOrDefault("ConditionResult", "").equals("no")
            && !maker.properties().getOrDefault("ConditionTimestampMonotonic", "0").equals("0")
            && maker.words("TriggeredBy").isEmpty();
    return skipped
        ? Optional.of(
            new ProbeResult.Not(
                "check/failed",
                "%s was skipped because a Condition of it was not met: %s"
                    .formatted(maker.name(), seen.message()),
                journal.last(maker.name()),
                true))
        : Optional.empty();
  }

  /** What is at fault when time has run out: a unit that was still starting when last seen. */
  Optional<ProbeResult.Not> late(ProbeResult.Not seen, Outlook outlook)
      throws InterruptedException {
    Optional<UnitView> stuck = outlook.makers().stream().filter(UnitView::activating).findFirst();
    if (stuck.isEmpty() || outlook.view().isEmpty()) {
      return Optional.empty();
    }
    UnitView unit = stuck.get();
    SystemdView view = outlook.view().get();
    String since =
        unit.since(view.uptime())
            .map(d -> ", activating since %d s".formatted(d.toSeconds()))
            .orElse("");
    String cause = unit.restarting() ? "systemd/unit-failed" : check.causeOfWaiting();
    return Optional.of(
        new ProbeResult.Not(
            cause,
            UnitWords.of(unit, view) + since + "; so: " + seen.message(),
            unit.name(),
            journal.last(unit.name()),
            true));
  }

  private List<UnitView> makers(SystemdView view) throws InterruptedException {
    List<UnitView> makers = new ArrayList<>();
    for (UnitView unit : view.units().values()) {
      boolean there = !unit.properties().getOrDefault("LoadState", "").equals("not-found");
      if (there && (isAskedFor(unit, view) || check.names(unit.name()) || makes(unit))) {
        makers.add(unit);
      }
    }
    return makers;
  }

  private boolean isAskedFor(UnitView unit, SystemdView view) {
    return check.units().stream().anyMatch(name -> view.unit(name).equals(Optional.of(unit)));
  }

  /** Whether the unit's file, its command or the program it starts names the awaited file. */
  private boolean makes(UnitView unit) throws InterruptedException {
    String path = check.awaitedFile();
    if (path.isEmpty() || !unit.name().endsWith(".service")) {
      return false;
    }
    Boolean known = mentions.get(unit.name());
    if (known == null) {
      String exec = unit.properties().getOrDefault("ExecStart", "");
      known = exec.contains(path) || mentioned(path, texts(unit, exec));
      mentions.put(unit.name(), known);
    }
    return known;
  }

  private static List<String> texts(UnitView unit, String exec) {
    List<String> files = new ArrayList<>();
    files.add(unit.properties().getOrDefault("FragmentPath", ""));
    for (String word : exec.split("[\\s;={}]+", -1)) {
      if (word.startsWith("/") && files.size() < MOST_NAMED) {
        files.add(word);
      }
    }
    files.removeIf(String::isEmpty);
    return files;
  }

  private boolean mentioned(String path, List<String> files) throws InterruptedException {
    if (files.isEmpty()) {
      return false;
    }
    StringBuilder command = new StringBuilder("grep -qsF -- ").append(ShellWord.quote(path));
    files.forEach(file -> command.append(' ').append(ShellWord.quote(file)));
    return guest.run(command.toString(), PATIENCE) instanceof CommandResult.Completed done
        && done.exit() == 0;
  }

  private String why(List<UnitView> makers, SystemdView view) {
    List<String> words =
        makers.stream()
            .filter(unit -> makers.size() == 1 || view.hasJob(unit.name()) || unit.failed())
            .filter(unit -> check instanceof UnitCheck || !unit.active())
            .limit(2)
            .map(unit -> UnitWords.of(unit, view))
            .toList();
    if (!words.isEmpty() || check instanceof NetworkCheck) {
      return String.join("; ", words);
    }
    Optional<UnitView> running =
        view.jobs().jobs().stream()
            .sorted((a, b) -> Boolean.compare(b.running(), a.running()))
            .map(job -> view.units().get(job.unit()))
            .filter(unit -> unit != null)
            .findFirst();
    int jobs = view.jobs().jobs().size();
    List<String> failed =
        view.units().values().stream()
            .filter(UnitView::failed)
            .map(UnitView::name)
            .limit(3)
            .toList();
    String rest = failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed);
    return running
            .map(unit ->
                "systemd has %s left; %s"
                    .formatted(jobs == 1 ? "1 job" : jobs + " jobs", UnitWords.of(unit, view)))
            .orElse("systemd has no job left")
        + rest;
  }
}
