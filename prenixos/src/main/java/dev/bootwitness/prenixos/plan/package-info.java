/** The layout of the disks: inventory in, plan out, without I/O. */
@NullMarked
package dev.bootwitness.prenixos.plan;

import org.jspecify.annotations.NullMarked;
