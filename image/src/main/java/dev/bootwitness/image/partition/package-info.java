/** Partition tables, read from the first sectors of a disk. */
@NullMarked
package dev.bootwitness.image.partition;

import org.jspecify.annotations.NullMarked;
