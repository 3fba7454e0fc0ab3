/**
 * Running a spec: phases, deadlines, checks.
 *
 * <p>{@link dev.bootwitness.engine.Bootwitness} is the entry point. The engine connects a machine's
 * serial socket to a console, turns the output of both into events of the record, and lets the
 * diagnosis end a wait. It never prints.
 */
@NullMarked
package dev.bootwitness.engine;

import org.jspecify.annotations.NullMarked;
