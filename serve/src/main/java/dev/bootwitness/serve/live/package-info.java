/** Runs that are going on, as their records grow. */
@NullMarked
package dev.bootwitness.serve.live;

import org.jspecify.annotations.NullMarked;
