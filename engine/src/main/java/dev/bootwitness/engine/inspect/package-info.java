/** What an image says before it is booted, and what that means for a run. */
@NullMarked
package dev.bootwitness.engine.inspect;

import org.jspecify.annotations.NullMarked;
