package dev.bootwitness.console;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.console.expect.Arrivals;
import dev.bootwitness.console.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/**
 * What the guest has written to a console: decoded once, kept within fixed memory, with the times
 * at which it came. Not thread-safe: its console's lock guards it.
 */
final class GuestOutput {

  /**
   * The most queries answered per read, so that a flood of queries does not get a flood of answers.
   */
  private static final int MAX_ANSWERS = 8;

  private final ConsoleClock clock;
  private final ConsoleListener listener;
  private final List<byte[]> answers = new ArrayList<>();
  private final RecentLines recentLines = new RecentLines();
  private final Arrivals arrivals = new Arrivals();
  private final EnterEcho enterEcho = new EnterEcho();
  private final Terminal text;
  private long lineNumber;
  private long lastReceived;
  private long lastWritten;
  private long queriesAnswered;

  /** Nothing yet; the clock's silence begins now. */
  GuestOutput(ConsoleClock clock, ConsoleListener listener) {
    this.clock = clock;
    this.listener = listener;
    this.text = new Terminal(Console.COLUMNS, Console.ROWS, this::completed, answers::add);
    this.lastReceived = clock.nanos();
    this.lastWritten = lastReceived;
  }

  private void completed(long offset, String line) {
    recentLines.add(line);
    lineNumber++;
    listener.line(lineNumber, offset, line);
  }

  /**
   * Takes {@code bytes[0..length)}.
   *
   * @return what a terminal types in answer to the guest's queries
   */
  List<byte[]> receive(byte[] bytes, int length) {
    listener.received(bytes, length, text.consumed());
    text.feed(bytes, 0, length);
    listener.unfinishedLine(text.lines().current());
    lastReceived = clock.nanos();
    lastWritten = enterEcho.isAll(bytes, length) ? lastWritten : lastReceived;
    arrivals.note(text.flow().end(), lastReceived);
    if (answers.isEmpty()) {
      return List.of();
    }
    List<byte[]> due = List.copyOf(answers.subList(0, Math.min(answers.size(), MAX_ANSWERS)));
    answers.clear();
    queriesAnswered += due.size();
    return due;
  }

  /** Notes what is typed, whose echo is to come. */
  void typed(byte[] bytes) {
    enterEcho.typed(bytes);
  }

  Terminal text() {
    return text;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  /** The position after all that came. */
  long end() {
    return text.flow().end();
  }

  /** The last {@code count} lines, the unfinished one included. */
  List<String> lastLines(int count) {
    return recentLines.last(count, text.lines().current());
  }

  /** The last {@code count} lines that show something, safe to print. */
  List<String> visibleLines(int count) {
    return lastLines(count).stream().filter(l -> !l.isBlank()).map(VisibleText::of).toList();
  }

  /** Nanoseconds since a byte came. */
  long sinceReceived() {
    return clock.nanos() - lastReceived;
  }

  /** Nanoseconds since the guest wrote something other than the echo of a bare Enter key. */
  long sinceWritten() {
    return clock.nanos() - lastWritten;
  }

  long queriesAnswered() {
    return queriesAnswered;
  }
}
