/**
 * Who may start a machine now: all runs of a user on this host, in whatever processes, share its
 * memory and its cores by a ledger of files.
 */
@NullMarked
package dev.bootwitness.machine.admission;

import org.jspecify.annotations.NullMarked;
