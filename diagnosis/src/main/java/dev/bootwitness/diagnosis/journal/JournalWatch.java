package dev.bootwitness.diagnosis.journal;

import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.LogLine;
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
import org.safere.Pattern;

/**
 * Reads journal entries: which units failed, and what their programs said before. Not thread-safe.
 *
 * <p>A program's complaint counts only when something failed: journals of healthy systems are full
 * of tools that probe and of errors that were caught.
 */
public final class JournalWatch {
  /** A unit that failed, and how. */
  public record FailedUnit(String unit, String how, LogLine line) {
    /** What is to blame when no program's own words say more. */
    public String cause() {
      if (CRASHED.matcher(how).find()) {
        return "userspace/crashed";
      }
      return how.equals(OUT_OF_MEMORY) ? "kernel/out-of-memory" : "systemd/unit-failed";
    }
  }

  /** What a program said, with the rule that knows it. */
  public record Complaint(RuleMatch match, String identifier, String quote, LogLine line) {}

  private static final Pattern EXITED =
      Pattern.compile("^(\\S+\\.\\w+): (?:Main|Control) process exited, (code=\\w+, status=\\S+)");
  private static final Pattern RESULT =
      Pattern.compile(
          "^(\\S+\\.\\w+): (?:Failed with result '([^']+)'|Unit entered failed state|(Start request repeated too quickly))");

  /** With the description behind the name since systemd 250, with the description alone before. */
  private static final Pattern NOT_STARTED =
      Pattern.compile(
          "^Failed to (?:start|mount|listen on|activate swap|set up|isolate) (?:(\\S+\\.\\w+)(?: - .*?)?|(.+?))\\.?$");

  private static final Pattern WELL =
      Pattern.compile(
          "^(?:(\\S+\\.\\w+): (?:Deactivated successfully|Succeeded)\\.|(?:Started|Finished|Mounted|Listening on) (\\S+\\.\\w+)\\b)");

  /** How a main process may end that was asked to (systemd.service(5), SuccessExitStatus=). */
  private static final Pattern ASKED_TO_END =
      Pattern.compile("code=exited, status=0|code=killed, status=(?:15/TERM|1/HUP|2/INT|13/PIPE)");

  /** The program itself crashed: signals of a fault (signal(7)). */
  private static final Pattern CRASHED =
      Pattern.compile("code=(?:dumped|killed), status=(?:4/ILL|6/ABRT|7/BUS|8/FPE|11/SEGV|31/SYS)");

  /** Results that name who killed the process (systemd.exec(5), $SERVICE_RESULT). */
  private static final Set<String> SAYS_MORE_THAN_AN_EXIT = Set.of("watchdog", "oom-kill");

  private static final String OUT_OF_MEMORY = "result oom-kill";

  /** The last line of a Python traceback: the exception, with its message. */
  private static final Pattern EXCEPTION = Pattern.compile("^([A-Za-z_][\\w.]*)(?::|$)");

  /** An exception that says only that another program failed; that one's words say why. */
  private static final Pattern MESSENGER =
      Pattern.compile(
          "^(?:subprocess\\.)?CalledProcessError\\b|^SystemExit\\b|^KeyboardInterrupt\\b");

  private static final int MOST = 50;
  private static final int MOST_TRACE = 60;

  /** systemd src/core/service.c: a unit with Restart= is to be tried again. */
  private static final Pattern RESTARTS =
      Pattern.compile("^(\\S+\\.service): Scheduled restart job");

  private static final Pattern MOUNTED = Pattern.compile("^Mounted (/\\S*?)\\.?$");

  private static final Pattern STARTED = Pattern.compile("^Started ");

  private static final Pattern BOOTED =
      Pattern.compile(
          "^Startup finished in |^Reached target (?:\\S+ - )?(?:Multi-User System|Graphical Interface)");

  private final RuleEngine rules;

  /** Units that are to be tried again, and those that were and run. */
  private final Map<String, FailedUnit> restarting = new LinkedHashMap<>();

  private final Map<String, FailedUnit> tried = new LinkedHashMap<>();
  private final Set<String> recovered = new LinkedHashSet<>();
  private final Map<String, FailedUnit> failed = new LinkedHashMap<>();
  private final Map<String, FailedUnit> exits = new LinkedHashMap<>();

  /** Whether the unit that did not start, as the next line will say, has been named. */
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
    if (!MESSENGER.matcher(message).find()) {
      RuleMatch match = open.match().ending(EXCEPTION.matcher(message).find() ? message : "");
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
      if (!ASKED_TO_END.matcher(exited.group(2)).find()) {
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

  /** What older systemds name by its description alone runs after all. */
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
   * A unit that systemd restarts may run then; the name that older ones give it there is its
   * description, so only one that is tried alone can be told. Whether it lasts shows in a boot that
   * comes to its end with it.
   */
  private void triedAgain(String message) {
    Matcher restarts = RESTARTS.matcher(message);
    if (restarts.find()) {
      String unit = restarts.group(1);
      FailedUnit how = failed.get(unit);
      if (how != null && how.cause().equals("systemd/unit-failed") && !tried.containsKey(unit)) {
        restarting.put(unit, how);
      }
    } else if (restarting.size() == 1 && STARTED.matcher(message).find()) {
      tried.putAll(restarting);
      tried.keySet().forEach(exits::remove);
      tried.keySet().forEach(failed::remove);
      restarting.clear();
    } else if (BOOTED.matcher(message).find()) {
      recovered.addAll(tried.keySet());
    }
  }

  /** Units that had failed, were restarted, and ran when the boot was done. */
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

  /** The line that ends what systemd tells of a failed start; mostly others told more before. */
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

  /** Units that failed and did not do well afterwards. */
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
