/** Files that a spec places into the guest. */
@NullMarked
package dev.bootwitness.engine.guest;

import org.jspecify.annotations.NullMarked;
