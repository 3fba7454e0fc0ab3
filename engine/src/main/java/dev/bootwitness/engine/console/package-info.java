/** The console of a run: its lines in the record, its recordings, and the socket for attaching. */
@NullMarked
package dev.bootwitness.engine.console;

import org.jspecify.annotations.NullMarked;
