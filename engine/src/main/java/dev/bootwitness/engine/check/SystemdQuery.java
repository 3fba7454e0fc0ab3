package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.BlockingStart;
import dev.bootwitness.diagnosis.guest.JobList;
import dev.bootwitness.diagnosis.guest.UnitState;
import dev.bootwitness.diagnosis.guest.UnitStates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks a guest what its systemd is busy with: two commands, which take some tenths of a second
 * under emulation.
 */
final class SystemdQuery {

  /** Early in a boot there are hundreds of jobs; only those at the head of the queue matter. */
  private static final int MOST_UNITS = 80;

  private static final String UNITS = "=units";
  private static final String PROCESSES = "=processes";

  private static final String QUEUE =
      "command -v systemctl >/dev/null || exit 127; systemctl list-jobs --no-legend --no-pager --full --plain || exit; echo "
          + UNITS
          + "; systemctl list-units --all --no-legend --no-pager --full --plain"
          + " --state=failed,activating,deactivating,reloading";

  private static final String PROPERTIES =
      "Id,Names,LoadState,ActiveState,SubState,Result,After,Requires,Requisite,BindsTo,TriggeredBy,"
          + "ConditionResult,ConditionTimestampMonotonic,ExecMainCode,ExecMainStatus,"
          + "ExecMainExitTimestampMonotonic,ExecStart,FragmentPath,NRestarts,"
          + "InactiveExitTimestampMonotonic";

  private final GuestAsk guest;
  private boolean absent;

  SystemdQuery(GuestAsk guest) {
    this.guest = guest;
  }

  /**
   * One look; empty when the guest has no systemd, or did not answer in time.
   *
   * @param interest units to look at whether or not they have a job
   */
  Optional<SystemdView> look(Collection<String> interest, Duration limit)
      throws InterruptedException {
    if (absent) {
      return Optional.empty();
    }
    if (!(guest.run(QUEUE, limit) instanceof CommandResult.Completed queue)) {
      return Optional.empty();
    }
    if (queue.exit() != 0) {
      absent = true; // another init, or a container without its bus: no answer will come
      return Optional.empty();
    }
    String text = queue.stdout().text();
    JobList jobs = JobList.parse(before(text, UNITS));
    Set<String> names = new LinkedHashSet<>();
    interest.forEach(name -> names.add(BlockingStart.fullName(name)));
    after(text, UNITS).lines().map(SystemdQuery::firstWord).forEach(names::add);
    jobs.jobs().forEach(job -> names.add(job.unit()));
    List<String> asked = names.stream().filter(n -> !n.isEmpty()).limit(MOST_UNITS).toList();
    if (asked.isEmpty()) {
      return Optional.of(new SystemdView(jobs, Map.of(), Map.of(), 0));
    }
    return guest.run(details(asked), limit) instanceof CommandResult.Completed details
        ? Optional.of(view(jobs, details.stdout().text(), limit))
        : Optional.empty();
  }

  private static String details(List<String> units) {
    String names = units.stream().map(ShellWord::quote).collect(Collectors.joining(" "));
    String groups =
        units.stream().map(u -> "-e " + ShellWord.quote("/" + u)).collect(Collectors.joining(" "));
    return "systemctl show -p "
        + PROPERTIES
        + " -- "
        + names
        + "; echo "
        + PROCESSES
        + "; cut -d' ' -f1 /proc/uptime; grep -sHF "
        + groups
        + " /proc/[0-9]*/cgroup | head -n 40 | while IFS= read -r l; do p=${l#/proc/}; p=${p%%/*};"
        + " printf '%s\\t%s\\t' \"$p\" \"${l#*:}\"; tr '\\0\\n' '  ' </proc/$p/cmdline; echo; done";
  }

  private SystemdView view(JobList jobs, String text, Duration limit) throws InterruptedException {
    List<String> processes = after(text, PROCESSES).lines().toList();
    Map<String, UnitView> units = new LinkedHashMap<>();
    Map<String, String> aliases = new HashMap<>();
    for (Map<String, String> properties : ShowText.units(before(text, PROCESSES))) {
      String id = properties.getOrDefault("Id", "");
      if (!id.isEmpty()) {
        units.put(id, new UnitView(state(id, properties, processes), properties));
        List.of(properties.getOrDefault("Names", id).split(" ", -1))
            .forEach(name -> aliases.put(name, id));
      }
    }
    resolve(units.values(), jobs, aliases, limit);
    return new SystemdView(jobs, units, aliases, uptime(processes));
  }

  private static UnitState state(
      String id, Map<String, String> properties, List<String> processes) {
    StringBuilder shown = new StringBuilder();
    properties.forEach((key, value) -> shown.append(key).append('=').append(value).append('\n'));
    UnitState state = UnitStates.ofShow(shown.toString(), id).getFirst();
    Map<String, String> commands = new LinkedHashMap<>();
    for (String line : processes) {
      String[] parts = line.split("\t", 3);
      if (parts.length == 3
          && !parts[2].isBlank()
          && (parts[1].endsWith("/" + id) || parts[1].contains("/" + id + "/"))) {
        commands.put(parts[0], parts[2].strip());
      }
    }
    return state.updatedBy(
        new UnitState(
            id,
            "",
            "",
            "",
            state.exitStatus(),
            Optional.empty(),
            List.of(),
            List.copyOf(commands.values())));
  }

  /** A process may ask for a unit by another name than that of its job. */
  private void resolve(
      Collection<UnitView> units, JobList jobs, Map<String, String> aliases, Duration limit)
      throws InterruptedException {
    List<String> unknown = new ArrayList<>();
    for (UnitView unit : units) {
      for (String name : unit.blockingNames()) {
        if (jobs.of(name).isEmpty() && !aliases.containsKey(name)) {
          unknown.add(name);
        }
      }
    }
    for (String name : unknown) {
      String command = "systemctl show -p Id -- " + ShellWord.quote(name);
      if (guest.run(command, limit) instanceof CommandResult.Completed answer) {
        ShowText.units(answer.stdout().text())
            .forEach(shown -> aliases.put(name, shown.getOrDefault("Id", name)));
      }
    }
  }

  private static double uptime(List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.getFirst();
    return first.matches("[0-9]{1,12}(\\.[0-9]{1,3})?") ? Double.parseDouble(first) : 0;
  }

  private static String firstWord(String line) {
    String[] words = line.strip().split("\\s+", 2);
    return words[0];
  }

  private static String before(String text, String mark) {
    int at = text.indexOf(mark + "\n");
    return at < 0 ? text : text.substring(0, at);
  }

  private static String after(String text, String mark) {
    int at = text.indexOf(mark + "\n");
    return at < 0 ? "" : text.substring(at + mark.length() + 1);
  }
}
