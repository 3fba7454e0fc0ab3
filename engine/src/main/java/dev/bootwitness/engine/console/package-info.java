/**
 * The console of a run: its lines into the record, its recordings, and the socket for those who
 * attach.
 */
@NullMarked
package dev.bootwitness.engine.console;

import org.jspecify.annotations.NullMarked;
