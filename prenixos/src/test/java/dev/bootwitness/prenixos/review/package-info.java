/** The review screen, as lines, as keys, and on a pseudo-terminal. */
@NullMarked
package dev.bootwitness.prenixos.review;

import org.jspecify.annotations.NullMarked;
