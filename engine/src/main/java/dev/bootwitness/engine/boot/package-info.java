/** Brings a machine from power-on or a checkpoint to a logged-in guest. */
@NullMarked
package dev.bootwitness.engine.boot;

import org.jspecify.annotations.NullMarked;
