/** The file of known failures, and its use in a run. */
@NullMarked
package dev.bootwitness.engine.known;

import org.jspecify.annotations.NullMarked;
