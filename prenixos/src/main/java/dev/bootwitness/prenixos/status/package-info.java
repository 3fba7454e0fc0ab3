/** The files that say what was done. */
@NullMarked
package dev.bootwitness.prenixos.status;

import org.jspecify.annotations.NullMarked;
