package dev.bootwitness.report.logs;

import dev.bootwitness.record.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Logs that say the same: their number, the earliest, and the names of some. */
public final class LogGroup {

  /** So many names are kept; the others are only counted. */
  static final int MOST_NAMES = 20;

  private final Outcome outcome;
  private final String cause;
  private final String about;
  private final List<String> names = new ArrayList<>();
  private int count;
  private String first = "";
  private Instant firstAt = Instant.MAX;

  LogGroup(Outcome outcome, String cause, String about) {
    this.outcome = outcome;
    this.cause = cause;
    this.about = about;
  }

  void add(String name, Instant modified) {
    count++;
    if (names.size() < MOST_NAMES) {
      names.add(name);
    }
    // A log whose time is not known is the first one only among its like.
    boolean timed = !modified.equals(Instant.EPOCH);
    if (count == 1 || (timed && (firstAt.equals(Instant.EPOCH) || modified.isBefore(firstAt)))) {
      first = name;
      firstAt = modified;
    }
  }

  /** What the logs show. */
  public Outcome outcome() {
    return outcome;
  }

  /** The primary cause; empty when there is none. */
  public String cause() {
    return cause;
  }

  /** Its subject, else what the logs have in common; may be empty. */
  public String about() {
    return about;
  }

  /** How many logs. */
  public int count() {
    return count;
  }

  /** The name of the one that was written first. */
  public String first() {
    return first;
  }

  /** When that was; the epoch if that is not known. */
  public Instant firstAt() {
    return firstAt;
  }

  /** The names of some, in order. */
  public List<String> names() {
    return List.copyOf(names);
  }
}
