package dev.bootwitness.report.diff;

import dev.bootwitness.record.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One template in the console log of one run: where it first appeared, and how often.
 *
 * @param line of serial.txt, from 1
 * @param at seconds since power-on; null for a line that has no event of its own
 * @param stage the stage that had been reached
 * @param text the first line, unchanged but cut
 * @param unit what it says about a systemd unit
 * @param late whether it appeared when the console already belonged to commands
 */
record Sighting(
    long count,
    long line,
    @Nullable Double at,
    Stage stage,
    String text,
    Optional<UnitLine> unit,
    boolean late) {

  Sighting again() {
    return new Sighting(count + 1, line, at, stage, text, unit, late);
  }
}
