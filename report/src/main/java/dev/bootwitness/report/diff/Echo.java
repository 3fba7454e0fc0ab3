package dev.bootwitness.report.diff;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Distinguishes lines that only echo what Bootwitness typed, or answered to itself, from output of
 * the guest: typed text contains new random marks in every run.
 */
final class Echo {
  private static final int MOST = 16;
  private static final int TAIL = 12;
  private static final String MARK = "~bw";

  private final Deque<String> typed = new ArrayDeque<>();

  /** Something was typed; the text is as in events, with control characters as escapes. */
  void typed(String text) {
    String plain = text.replaceAll("\\\\(?:x[0-9a-f]{2}|r|n|t|e)", "").strip();
    if (plain.isEmpty()) {
      return;
    }
    typed.addLast(plain);
    if (typed.size() > MOST) {
      typed.removeFirst();
    }
  }

  boolean is(String line) {
    String text = line.strip();
    if (text.contains(MARK)) {
      return true;
    }
    if (text.isEmpty()) {
      return false;
    }
    String tail = text.length() > TAIL ? text.substring(text.length() - TAIL) : text;
    return typed.stream()
        .anyMatch(t -> (tail.length() == TAIL && t.contains(tail)) || text.endsWith(t));
  }
}
