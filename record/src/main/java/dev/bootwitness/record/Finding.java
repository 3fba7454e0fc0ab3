package dev.bootwitness.record;

import org.jspecify.annotations.Nullable;

/**
 * One cause recognised in one run, with its evidence.
 *
 * @param cause id in the catalogue, {@code stage/name}
 * @param title the cause in a few words
 * @param detail what happened here, one sentence with the names and values of this run
 * @param channel where it was seen: serial, journal, screen, qmp, host, spec, guest
 * @param line line of {@code serial.txt} (channel serial) or of the spec file, from 1
 * @param offset byte offset in {@code serial.raw}
 * @param at seconds since power-on; null before it
 * @param quote the evidence itself, as text; may be empty
 * @param advice what to do next, concrete
 * @param fault who is at fault; null when the evidence does not say
 */
public record Finding(
    String cause,
    String title,
    String detail,
    String channel,
    @Nullable Long line,
    @Nullable Long offset,
    @Nullable Double at,
    String quote,
    String advice,
    @Nullable Fault fault) {}
