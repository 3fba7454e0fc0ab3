/** Recognises programs that hold a terminal instead of its shell, and leaves them. */
@NullMarked
package dev.bootwitness.console.captor;

import org.jspecify.annotations.NullMarked;
