package dev.bootwitness.report.story;

import dev.bootwitness.record.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a boot.
 *
 * @param at when it was reached, in seconds since power-on
 * @param seconds until the next stage; null for the last
 * @param line the line of {@code serial.txt} that shows it; 0 when it is on none
 * @param inherited whether another run booted the machine and saw it
 * @param usual what is usual for {@code seconds}; null without a history
 * @param boot the boot that a step began, from 1; a guest that restarts unasked stays in it
 */
public record StageSpan(
    Stage stage,
    double at,
    @Nullable Double seconds,
    long line,
    String evidence,
    boolean inherited,
    @Nullable Double usual,
    int boot) {

  /** The stage's name; in a later boot, with its number. */
  public String name() {
    return boot == 1 ? stage.id() : stage.id() + " (boot " + boot + ")";
  }
}
