package dev.bootwitness.engine.console;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.record.Event;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The last lines of a console, used to locate a quote: the user of the console knows what it
 * printed, but not in which line of {@code serial.txt}.
 *
 * <p>One thread adds; any may ask.
 */
final class LineHistory {
  private static final int MOST = 100;

  private final Deque<Event.ConsoleLine> lines = new ConcurrentLinkedDeque<>();
  private int held;

  /** Adds a line; an unfinished line is replaced by its later form. */
  void add(Event.ConsoleLine line) {
    Event.ConsoleLine last = lines.peekLast();
    if (last != null && last.line() == line.line()) {
      lines.pollLast();
      held--;
    }
    lines.addLast(line);
    if (++held > MOST) {
      lines.pollFirst();
      held--;
    }
  }

  /** The finding, placed at the newest line that contains its quote; unchanged when none does. */
  FindingBuilder placed(FindingBuilder finding) {
    String quote = finding.draft().quote().strip().lines().findFirst().orElse("").strip();
    if (!quote.isEmpty()) {
      for (Iterator<Event.ConsoleLine> back = lines.descendingIterator(); back.hasNext(); ) {
        Event.ConsoleLine line = back.next();
        if (line.text().contains(quote)) {
          return finding.line(line.line(), line.offset());
        }
      }
    }
    return finding;
  }
}
