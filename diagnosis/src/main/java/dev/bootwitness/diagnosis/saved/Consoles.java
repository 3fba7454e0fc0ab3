package dev.bootwitness.diagnosis.saved;

import dev.bootwitness.diagnosis.log.LineFilter;
import dev.bootwitness.diagnosis.log.LogForm;
import dev.bootwitness.diagnosis.log.LogLine;
import dev.bootwitness.diagnosis.log.LogListener;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The consoles in a saved log. Usually there is one; a test driver writes those of several machines
 * into one log, line by line, and each is read separately. Not thread-safe.
 */
public final class Consoles implements LogListener {
  private final RuleEngine rules;
  private final LogForm form;
  private final LogDiagnosis only;
  private final Map<String, LogDiagnosis> machines = new LinkedHashMap<>();

  public Consoles(RuleEngine rules, LogForm form) {
    this.rules = rules;
    this.form = form;
    this.only = new LogDiagnosis(rules, form, false);
  }

  @Override
  public int line(LogLine line) {
    if (!line.machine().isEmpty()) {
      return machines
          .computeIfAbsent(line.machine(), name -> new LogDiagnosis(rules, form, true))
          .line(line);
    }
    if (machines.isEmpty()) {
      return only.line(line);
    }
    machines.values().forEach(machine -> machine.overheard(line));
    return 0;
  }

  @Override
  public @Nullable LineFilter filter() {
    return machines.isEmpty() ? only.filter() : null;
  }

  @Override
  public void recordedUntil(double seconds) {
    only.recordedUntil(seconds);
  }

  /** The result; with several machines, that of the one that failed first. */
  public Explanation explain(List<String> notes) {
    if (machines.isEmpty()) {
      return only.explain(notes);
    }
    var told = new ArrayList<Explanation>();
    machines.forEach((name, machine) -> told.add(machine.explain(named(name, notes))));
    return told.stream().min(Comparator.comparingInt(Consoles::rank)).orElseThrow();
  }

  private List<String> named(String name, List<String> notes) {
    if (machines.size() == 1) {
      return notes;
    }
    var all = new ArrayList<>(notes);
    all.add(
        "the log contains the consoles of %s; this is about that of %s"
            .formatted(String.join(", ", machines.keySet()), name));
    return all;
  }

  private static int rank(Explanation explanation) {
    if (explanation.outcome() == Outcome.PASSED) {
      return Integer.MAX_VALUE;
    }
    var primary = explanation.primary();
    Long line = primary == null ? null : primary.line();
    boolean open = explanation.outcome() == Outcome.INCONCLUSIVE;
    int at = line == null ? 0 : (int) Math.min(line, Integer.MAX_VALUE / 4);
    return open ? Integer.MAX_VALUE / 2 + at : at;
  }
}
