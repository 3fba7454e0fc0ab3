/** Frozen machines on the disk: under which key, in which state, who may use or remove them. */
@NullMarked
package dev.bootwitness.machine.checkpoint;

import org.jspecify.annotations.NullMarked;
