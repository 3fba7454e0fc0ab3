package dev.bootwitness.diagnosis.journal;

import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Signs;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleMatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;

/**
 * Reads journal entries: which units failed, and what their programs logged before. Not
 * thread-safe.
 *
 * <p>A program's complaint counts only when something failed: journals of healthy systems are full
 * of tools that probe and of errors that were caught.
 */
public final class JournalWatch {
  /** A unit that failed, and how. */
  public record FailedUnit(String unit, String how, LogLine line) {
    /** The cause to blame when no program's own message says more. */
    public String cause() {
      if (CRASHED.isIn(how)) {
        return "userspace/crashed";
      }
      return how.equals(OUT_OF_MEMORY) ? "kernel/out-of-memory" : "systemd/unit-failed";
    }
  }

  /** What a program said, with the rule that knows it. */
  public record Complaint(RuleMatch match, String identifier, String quote, LogLine line) {}

  private static final LinePattern EXITED = Signs.of("journal-exited");
  private static final LinePattern RESULT = Signs.of("journal-result");

  /** With the description after the name since systemd 250; with only the description before. */
  private static final LinePattern NOT_STARTED = Signs.of("journal-not-started");

  private static final LinePattern WELL = Signs.of("journal-well");

  /** How a main process that was asked to end may end (systemd.service(5), SuccessExitStatus=). */
  private static final LinePattern ASKED_TO_END = Signs.of("journal-asked-to-end");

  /** The program itself crashed: fault signals (signal(7)). */
  private static final LinePattern CRASHED = Signs.of("journal-crashed");

  /** Results that name who killed the process (systemd.exec(5), $SERVICE_RESULT). */
  private static final Set<String> SAYS_MORE_THAN_AN_EXIT = Set.of("watchdog", "oom-kill");

  private static final String OUT_OF_MEMORY = "result oom-kill";

  /** The last line of a Python traceback: the exception, with its message. */
  private static final LinePattern EXCEPTION = Signs.of("journal-exception");

  /** An exception that only says that another program failed; that program's output says why. */
  private static final LinePattern MESSENGER = Signs.of("journal-messenger");

  private static final int MOST = 50;
  private static final int MOST_TRACE = 60;

  /** systemd src/core/service.c: a unit with Restart= will be tried again. */
  private static final LinePattern RESTARTS = Signs.of("journal-restarts");

  private static final LinePattern MOUNTED = Signs.of("journal-mounted");

  private static final LinePattern STARTED = Signs.of("journal-started");

  private static final LinePattern BOOTED = Signs.of("journal-booted");

  private final RuleEngine rules;

  /** Units that will be tried again, and those that were and now run. */
  private final Map<String, FailedUnit> restarting = new LinkedHashMap<>();

  private final Map<String, FailedUnit> tried = new LinkedHashMap<>();
  private final Set<String> recovered = new LinkedHashSet<>();
  private final Map<String, FailedUnit> failed = new LinkedHashMap<>();
  private final Map<String, FailedUnit> exits = new LinkedHashMap<>();

  /** Whether the unit that the next line will report as not started has been named. */
  private boolean named;

  private final List<Complaint> complaints = new ArrayList<>();
  private @Nullable Trace trace;

  /** A trace that has begun and not ended. */
  private record Trace(RuleMatch match, JournalEntry entry, LogLine line, List<String> lines) {}

  public JournalWatch(RuleEngine rules) {
    this.rules = rules;
  }

  public void entry(JournalEntry entry, LogLine line) {
    if (entry.byInit()) {
      init(entry.message(), line);
      return;
    }
    if (entry.byKernel()) {
      return;
    }
    Trace open = trace;
    if (open != null && open.entry().pid().equals(entry.pid())) {
      continued(open, entry.message());
      if (trace != null) {
        return;
      }
    }
    for (RuleMatch match : rules.journal(entry.message())) {
      if (match.rule().until().isPresent()) {
        trace = new Trace(match, entry, line, new ArrayList<>(List.of(entry.message())));
      } else {
        complain(new Complaint(match, entry.identifier(), entry.message(), line));
      }
    }
  }

  private void continued(Trace open, String message) {
    open.lines().add(message);
    boolean ends = open.match().rule().until().map(until -> until.isIn(message)).orElse(true);
    if (!ends && open.lines().size() < MOST_TRACE) {
      return;
    }
    trace = null;
    if (!MESSENGER.isIn(message)) {
      RuleMatch match = open.match().ending(EXCEPTION.isIn(message) ? message : "");
      complain(
          new Complaint(
              match, open.entry().identifier(), String.join("\n", open.lines()), open.line()));
    }
  }

  private void complain(Complaint complaint) {
    boolean known =
        complaints.stream()
            .anyMatch(other -> other.match().detail().equals(complaint.match().detail()));
    if (!known && complaints.size() < MOST) {
      complaints.add(complaint);
    }
  }

  private void init(String message, LogLine line) {
    Matcher exited = EXITED.matcher(message);
    if (exited.find()) {
      if (!ASKED_TO_END.isIn(exited.group(2))) {
        exits.put(exited.group(1), new FailedUnit(exited.group(1), exited.group(2), line));
      }
      return;
    }
    Matcher result = RESULT.matcher(message);
    if (result.find()) {
      result(result, line);
      return;
    }
    Matcher notStarted = NOT_STARTED.matcher(message);
    if (notStarted.find()) {
      notStarted(notStarted, line);
      return;
    }
    Matcher well = WELL.matcher(message);
    if (well.find()) {
      String unit = well.group(1) == null ? well.group(2) : well.group(1);
      failed.remove(unit);
      exits.remove(unit);
    } else {
      described(message);
      triedAgain(message);
    }
  }

  /** A unit that older versions of systemd name only by its description runs after all. */
  private void described(String message) {
    Matcher mounted = MOUNTED.matcher(message);
    if (mounted.find()) {
      String unit = mounted.group(1).substring(1).replace('/', '-') + ".mount";
      failed.remove(unit);
      exits.remove(unit);
      failed.remove("\"" + mounted.group(1) + "\"");
    }
  }

  /**
   * A unit that systemd restarts may then run. Older versions name it there by its description, so
   * it can be identified only if no other unit is being retried. Whether it lasts becomes clear
   * when the boot completes with it.
   */
  private void triedAgain(String message) {
    Matcher restarts = RESTARTS.matcher(message);
    if (restarts.find()) {
      String unit = restarts.group(1);
      FailedUnit how = failed.get(unit);
      if (how != null && how.cause().equals("systemd/unit-failed") && !tried.containsKey(unit)) {
        restarting.put(unit, how);
      }
    } else if (restarting.size() == 1 && STARTED.isIn(message)) {
      tried.putAll(restarting);
      tried.keySet().forEach(exits::remove);
      tried.keySet().forEach(failed::remove);
      restarting.clear();
    } else if (BOOTED.isIn(message)) {
      recovered.addAll(tried.keySet());
    }
  }

  /** Units that had failed, were restarted, and ran when the boot was complete. */
  public List<String> recovered() {
    return recovered.stream().filter(unit -> !failed.containsKey(unit)).toList();
  }

  private void result(Matcher result, LogLine line) {
    String unit = result.group(1);
    String how = result.group(2);
    if ("exec-condition".equals(how)) {
      return;
    }
    FailedUnit exit = exits.get(unit);
    FailedUnit before = failed.get(unit);
    if (exit != null && !SAYS_MORE_THAN_AN_EXIT.contains(String.valueOf(how))) {
      failed.put(unit, new FailedUnit(unit, exit.how(), line));
    } else if (before == null || how != null) {
      String told = how == null ? "it failed again and again" : "result " + how;
      failed.put(unit, new FailedUnit(unit, told, line));
    }
    named = true;
  }

  /** The line that ends systemd's report of a failed start; usually earlier lines say more. */
  private void notStarted(Matcher notStarted, LogLine line) {
    String unit = notStarted.group(1);
    if (unit != null) {
      failed.putIfAbsent(unit, new FailedUnit(unit, "it did not start", line));
    } else if (!named) {
      String described = "\"" + notStarted.group(2) + "\"";
      failed.putIfAbsent(described, new FailedUnit(described, "it did not start", line));
    }
    named = false;
  }

  /** Units that failed and did not recover. */
  public List<FailedUnit> failed() {
    var all = new LinkedHashMap<>(failed);
    exits.forEach(all::putIfAbsent);
    tried.forEach((unit, how) -> {
      if (!recovered.contains(unit)) {
        all.putIfAbsent(unit, how);
      }
    });
    return List.copyOf(all.values());
  }

  public List<Complaint> complaints() {
    return List.copyOf(complaints);
  }

  public boolean complained() {
    return !complaints.isEmpty();
  }

  public Optional<FailedUnit> failed(String unit) {
    return Optional.ofNullable(failed.get(unit));
  }
}
