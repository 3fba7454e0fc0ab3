package dev.bootwitness.diagnosis.detect.console;

import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.rules.Rule;
import dev.bootwitness.record.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
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

  private record Open(LinePattern voidBy, Finding finding) {
    /** A line that names what it is about must name what the finding is about. */
    boolean isVoidAfter(String body) {
      return voidBy.find(body).filter(over -> over.groupCount() == 0 || isQuoted(over)).isPresent();
    }

    private boolean isQuoted(Matcher over) {
      String name = over.group(1);
      return name == null || names(finding.quote(), name);
    }

    /** Whether the text has the name as a word of its own: {@code data2} is another volume. */
    private static boolean names(String text, String name) {
      for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        int end = at + name.length();
        if ((at == 0 || !isOfAName(text.charAt(at - 1)))
            && (end == text.length() || !isOfAName(text.charAt(end)))) {
          return true;
        }
      }
      return false;
    }

    private static boolean isOfAName(char c) {
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
          open.addLast(new Open(voidBy, finding));
        });
  }

  /** A line of the console, in that boot. */
  void line(String text, int now) {
    inBoot(now);
    if (open.isEmpty()) {
      return;
    }
    String body = ConsoleText.of(text).body();
    open.removeIf(question -> {
      boolean over = question.isVoidAfter(body);
      if (over) {
        log.withdraw(question.finding());
      }
      return over;
    });
  }

  private void inBoot(int now) {
    if (now != boot) {
      open.clear();
      boot = now;
    }
  }
}
