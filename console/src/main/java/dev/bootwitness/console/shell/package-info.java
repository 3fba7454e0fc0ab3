/** Commands in a guest's shell, framed so that no echo and no noise can pass for an answer. */
@NullMarked
package dev.bootwitness.console.shell;

import org.jspecify.annotations.NullMarked;
