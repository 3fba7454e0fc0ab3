package dev.bootwitness.report.story;

import org.jspecify.annotations.Nullable;

/**
 * A timed step of a run.
 *
 * @param from when it began, in seconds of the run
 * @param seconds how long it took; up to the record's end when it has none
 * @param ended whether its end is in the record
 * @param usual what it usually takes; null without a history
 */
public record PhaseSpan(
    String name,
    double from,
    double seconds,
    boolean ended,
    boolean ok,
    String summary,
    @Nullable Double usual) {

  PhaseSpan usually(@Nullable Double seconds) {
    return new PhaseSpan(name, from, this.seconds, ended, ok, summary, seconds);
  }
}
