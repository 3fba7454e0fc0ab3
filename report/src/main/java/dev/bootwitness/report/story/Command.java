package dev.bootwitness.report.story;

import dev.bootwitness.record.Event;

/**
 * A command that ran in the guest.
 *
 * @param at when it had ended, in seconds of the run
 * @param times how often it was tried in a row; the last try is the one described
 */
public record Command(double at, int times, Event.CommandRan ran) {}
