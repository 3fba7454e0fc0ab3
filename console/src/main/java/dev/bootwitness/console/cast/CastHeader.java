package dev.bootwitness.console.cast;

import java.time.Instant;

/**
 * What a recording says about itself (asciicast v2, "Header").
 *
 * @param columns of the recorded terminal
 * @param rows of the recorded terminal
 * @param began when the recording began, to the second; the epoch when the file does not say
 * @param title for a person, may be empty
 */
public record CastHeader(int columns, int rows, Instant began, String title) {}
