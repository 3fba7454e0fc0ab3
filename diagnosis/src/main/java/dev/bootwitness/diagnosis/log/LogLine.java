package dev.bootwitness.diagnosis.log;

import org.jspecify.annotations.Nullable;

/**
 * A line of a saved log.
 *
 * @param number line of the file in which its text begins, from 1, as editors and {@code grep -n}
 *     count
 * @param offset byte offset in the file of the first byte of its text
 * @param text as a terminal would show it, without line end; at most 4096 characters
 * @param ended false for text after the last line end: perhaps a prompt
 * @param seconds the time that the form of the log gives it, from the log's beginning; null when
 *     the form has no clock (a timestamp in the text does not count)
 * @param entry what a journal says about it; null for a console line
 * @param machine whose console it is, if a test driver wrote its name before it; else empty
 */
public record LogLine(
    long number,
    long offset,
    String text,
    boolean ended,
    @Nullable Double seconds,
    @Nullable JournalEntry entry,
    String machine) {

  /** A line of the only console. */
  public LogLine(
      long number,
      long offset,
      String text,
      boolean ended,
      @Nullable Double seconds,
      @Nullable JournalEntry entry) {
    this(number, offset, text, ended, seconds, entry, "");
  }

  /** The same line with another text that begins this many characters later. */
  public LogLine from(int later, String rest) {
    return new LogLine(number, offset + later, rest, ended, seconds, entry, machine);
  }
}
