/**
 * What every part of a run shares: its options, its record, its phases, its secrets and its result.
 */
@NullMarked
package dev.bootwitness.engine.run;

import org.jspecify.annotations.NullMarked;
