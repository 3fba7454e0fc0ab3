/**
 * Saved logs of a console or journal, read as lines with their positions in the file.
 *
 * <p>Whatever the form (raw serial bytes, {@code script}, asciicast, journal exports), the bytes of
 * a console go through the decoder of module {@code console}, so a saved log reads like the live
 * line. Memory is bounded, however long the log or a line of it.
 */
@NullMarked
package dev.bootwitness.diagnosis.log;

import org.jspecify.annotations.NullMarked;
