/** Frozen machines on the disk: their keys, their state, and who may use or remove them. */
@NullMarked
package dev.bootwitness.machine.checkpoint;

import org.jspecify.annotations.NullMarked;
