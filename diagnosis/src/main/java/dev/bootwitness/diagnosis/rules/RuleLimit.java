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
    Set<String> details = fired.computeIfAbsent(key(match.rule(), boot), id -> new HashSet<>());
    int most = match.rule().once() ? 1 : DETAILS;
    return details.size() < most && details.add(match.detail());
  }

  /**
   * What a rule said in this boot has become void: it may say the same again, or something else.
   */
  public void release(Rule rule, String detail, int boot) {
    Set<String> details = fired.get(key(rule, boot));
    if (details != null) {
      var _ = details.remove(detail);
    }
  }

  private static String key(Rule rule, int boot) {
    return rule.id() + " " + boot;
  }
}
