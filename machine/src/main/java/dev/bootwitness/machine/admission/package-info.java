/**
 * Decides which run may start a machine now: all runs of a user on this host, in any number of
 * processes, share its memory and cores through a ledger of files.
 */
@NullMarked
package dev.bootwitness.machine.admission;

import org.jspecify.annotations.NullMarked;
