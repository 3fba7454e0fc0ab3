package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.log.JournalEntry;
import dev.bootwitness.diagnosis.log.LogLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Reads journal entries: which units failed, and what their programs said before. Not thread-safe.
 *
 * <p>A program's complaint counts only when something failed: journals of healthy systems are full
 * of tools that probe and of errors that were caught.
 */
final class JournalWatch {
  /** A unit that failed, and how. */
  record FailedUnit(String unit, String how, LogLine line) {}

  /** What a program said, with the rule that knows it. */
  record Complaint(RuleMatch match, String identifier, String quote, LogLine line) {}

  private static final Pattern EXITED =
      Pattern.compile("^(\\S+\\.\\w+): (?:Main|Control) process exited, (code=\\w+, status=\\S+)");
  private static final Pattern RESULT =
      Pattern.compile(
          "^(\\S+\\.(?:service|mount|socket|swap|target)): Failed with result '([^']+)'");
  private static final Pattern WELL =
      Pattern.compile("^(\\S+\\.\\w+): (?:Deactivated successfully|Succeeded)\\.");

  /** The last line of a Python traceback: the exception, with its message. */
  private static final Pattern EXCEPTION = Pattern.compile("^([A-Za-z_][\\w.]*)(?::|$)");

  /** An exception that says only that another program failed; that one's words say why. */
  private static final Pattern MESSENGER =
      Pattern.compile(
          "^(?:subprocess\\.)?CalledProcessError\\b|^SystemExit\\b|^KeyboardInterrupt\\b");

  private static final int MOST = 50;
  private static final int MOST_TRACE = 60;

  private final RuleEngine rules;
  private final Map<String, FailedUnit> failed = new LinkedHashMap<>();
  private final Map<String, String> exits = new LinkedHashMap<>();
  private final List<Complaint> complaints = new ArrayList<>();
  private @Nullable Trace trace;

  /** A trace that has begun and not ended. */
  private record Trace(RuleMatch match, JournalEntry entry, LogLine line, List<String> lines) {}

  JournalWatch(RuleEngine rules) {
    this.rules = rules;
  }

  void entry(JournalEntry entry, LogLine line) {
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
    boolean ends =
        open.match().rule().until().map(until -> until.matcher(message).find()).orElse(true);
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
      exits.put(exited.group(1), exited.group(2));
      return;
    }
    Matcher result = RESULT.matcher(message);
    if (result.find()) {
      String unit = result.group(1);
      String how = exits.getOrDefault(unit, "result " + result.group(2));
      failed.put(unit, new FailedUnit(unit, how, line));
      return;
    }
    Matcher well = WELL.matcher(message);
    if (well.find()) {
      failed.remove(well.group(1));
    }
  }

  /** Units that failed and did not do well afterwards. */
  List<FailedUnit> failed() {
    return List.copyOf(failed.values());
  }

  List<Complaint> complaints() {
    return List.copyOf(complaints);
  }

  Optional<FailedUnit> failed(String unit) {
    return Optional.ofNullable(failed.get(unit));
  }
}
