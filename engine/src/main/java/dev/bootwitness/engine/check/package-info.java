/** Checks of a logged-in guest. */
@NullMarked
package dev.bootwitness.engine.check;

import org.jspecify.annotations.NullMarked;
