package dev.bootwitness.report.story;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, for a timeline.
 *
 * @param from in seconds of the run
 * @param until when it ended; null when it was over at once, or its end was not seen
 * @param what in Bootwitness' own words
 * @param detail more about it, in anyone's words; may be empty
 * @param quoted whether the detail is verbatim what a guest or program printed
 * @param bad whether it went wrong
 */
public record Moment(
    double from, @Nullable Double until, String what, String detail, boolean quoted, boolean bad) {}
