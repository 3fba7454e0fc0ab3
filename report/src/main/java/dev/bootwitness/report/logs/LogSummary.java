package dev.bootwitness.report.logs;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.logpattern.Mask;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Many logs by what they show. Memory depends on how many different things they show, not on how
 * many they are. Not thread-safe.
 */
public final class LogSummary {

  /** What of two logs must be equal if they are to stand in one row. */
  public enum By {
    /** The cause and its subject as they are. */
    SUBJECT,
    /**
     * The cause, and its subject without numbers; if it has none, the quoted line without numbers.
     */
    LIKENESS
  }

  /** More different rows are counted together. */
  private static final int MOST_GROUPS = 5000;

  private static final int LONGEST = 200;

  private record Key(Outcome outcome, String cause, String about) {}

  private final By by;
  private final Map<Key, LogGroup> groups = new LinkedHashMap<>();
  private int logs;
  private int unread;
  private int noLogs;

  /** An empty one. */
  public LogSummary(By by) {
    this.by = by;
  }

  /** Another log. */
  public void add(String name, Instant modified, Explanation explanation) {
    logs++;
    Key key = key(explanation);
    if (groups.size() >= MOST_GROUPS && !groups.containsKey(key)) {
      key = new Key(key.outcome(), "", "others");
    }
    groups
        .computeIfAbsent(key, k -> new LogGroup(k.outcome(), k.cause(), k.about()))
        .add(name, modified);
  }

  /** Another one that could not be read. */
  public void addUnread() {
    unread++;
  }

  /** Another file that is no log. */
  public void addNoLog() {
    noLogs++;
  }

  private Key key(Explanation explanation) {
    Finding primary = explanation.primary();
    if (primary == null) {
      return new Key(explanation.outcome(), "", "");
    }
    return new Key(explanation.outcome(), primary.cause(), about(primary));
  }

  private String about(Finding primary) {
    String own = primary.subject().isEmpty() ? ownTitle(primary) : primary.subject();
    return switch (by) {
      case SUBJECT -> cut(own);
      case LIKENESS -> Mask.of(cut(own.isEmpty() ? primary.quote() : own)).strip();
    };
  }

  /** The title of a kernel's report says more than its cause's. */
  private static String ownTitle(Finding primary) {
    return Causes.bundled()
        .find(primary.cause())
        .filter(cause -> cause.title().equals(primary.title()))
        .map(cause -> "")
        .orElse(primary.title());
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** The groups, failures before the rest and the largest first. */
  public List<LogGroup> groups() {
    return groups.values().stream()
        .sorted(
            Comparator.comparingInt((LogGroup group) -> rank(group.outcome()))
                .thenComparingInt(group -> -group.count())
                .thenComparing(LogGroup::cause)
                .thenComparing(LogGroup::about))
        .toList();
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case FAILED, BROKEN -> 0;
      case INTERRUPTED -> 1;
      case INCONCLUSIVE -> 2;
      case PASSED -> 3;
    };
  }

  /** How many logs show what. */
  public Map<Outcome, Integer> outcomes() {
    return groups.values().stream()
        .collect(Collectors.groupingBy(LogGroup::outcome, Collectors.summingInt(LogGroup::count)));
  }

  /** How many logs there are. */
  public int logs() {
    return logs;
  }

  /** How many could not be read. */
  public int unread() {
    return unread;
  }

  /** How many files were no logs. */
  public int noLogs() {
    return noLogs;
  }
}
