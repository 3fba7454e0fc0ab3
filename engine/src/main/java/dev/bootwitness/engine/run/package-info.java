/**
 * What all parts of a run share: its options, its record, its phases, its secrets and its result.
 */
@NullMarked
package dev.bootwitness.engine.run;

import org.jspecify.annotations.NullMarked;
