/**
 * The record of what a run saw: event types, the append-only writer and reader, and the run
 * directory.
 *
 * <p>Everything a person sees later is derived from here. Nothing in this package decides anything
 * about the guest.
 */
@NullMarked
package dev.bootwitness.record;

import org.jspecify.annotations.NullMarked;
