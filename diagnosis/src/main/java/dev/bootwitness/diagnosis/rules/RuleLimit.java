package dev.bootwitness.diagnosis.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Prevents a rule that fires repeatedly from filling the record. Not thread-safe. */
public final class RuleLimit {
  /** Different details that one rule may report in one boot. */
  private static final int DETAILS = 5;

  private final Map<String, Set<String>> fired = new HashMap<>();

  /** Whether this match says something new in this boot. */
  public boolean admits(RuleMatch match, int boot) {
    Set<String> details =
        fired.computeIfAbsent(match.rule().id() + " " + boot, id -> new HashSet<>());
    int most = match.rule().once() ? 1 : DETAILS;
    return details.size() < most && details.add(match.detail());
  }
}
