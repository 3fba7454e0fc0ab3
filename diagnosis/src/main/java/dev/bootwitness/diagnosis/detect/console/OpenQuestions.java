package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.rules.Rule;
import dev.bootwitness.record.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.safere.Matcher;

/**
 * The findings of this boot that a later line makes void ({@link Rule#voidBy}), such as a question
 * that somebody then answers. Bounded. Not thread-safe.
 */
final class OpenQuestions {
  /** More than one boot asks, apart from one that repeats itself. */
  private static final int MOST = 50;

  private final FindingLog log;
  private final Deque<Open> open = new ArrayDeque<>();
  private int boot;

  /**
   * A finding that a later line may make void.
   *
   * @param rule the rule that made it
   */
  record Open(Rule rule, LinePattern voidBy, Finding finding) {
    /** A line that names what it is about must name what the finding is about. */
    boolean isVoidAfter(String body) {
      return voidBy.find(body).filter(this::concernsIt).isPresent();
    }

    /** Of several groups the first that took part has the name: one line has one wording. */
    private boolean concernsIt(Matcher over) {
      for (int group = 1; group <= over.groupCount(); group++) {
        String name = over.group(group);
        if (name != null) {
          return names(finding.quote(), name);
        }
      }
      return over.groupCount() == 0;
    }

    /** Whether the text has the name as a word of its own: {@code data2} is another volume. */
    private static boolean names(String text, String name) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        int end = at + name.length();
        if (!isOfAName(text, at - 1) && !isOfAName(text, end)) {
          return true;
        }
      }
      return false;
    }

    /** A dot belongs to a name when it has more of the name on both sides. */
    private static boolean isOfAName(String text, int at) {
      return isLetter(text, at)
          || (at > 0
              && at < text.length()
              && text.charAt(at) == '.'
              && isLetter(text, at - 1)
              && isLetter(text, at + 1));
    }

    private static boolean isLetter(String text, int at) {
      if (at < 0 || at >= text.length()) {
        return false;
      }
      char c = text.charAt(at);
      return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
  }

  OpenQuestions(FindingLog log) {
    this.log = log;
  }

  /** A rule fired in that boot. */
  void asked(Rule rule, Finding finding, int now) {
    rule.voidBy()
        .ifPresent(voidBy -> {
          inBoot(now);
          if (open.size() == MOST) {
            open.removeFirst();
          }
          open.addLast(new Open(rule, voidBy, finding));
        });
  }

  /**
   * A line of the console, in that boot.
   *
   * @return what it makes void
   */
  List<Open> line(String text, int now) {
    inBoot(now);
    if (open.isEmpty()) {
      return List.of();
    }
    String body = ConsoleText.of(text).body();
    List<Open> over = open.stream().filter(question -> question.isVoidAfter(body)).toList();
    if (!over.isEmpty()) {
      var _ = open.removeAll(over);
      over.forEach(question -> log.withdraw(question.finding()));
    }
    return over;
  }

  private void inBoot(int now) {
    if (now != boot) {
      open.clear();
      boot = now;
    }
  }
}
