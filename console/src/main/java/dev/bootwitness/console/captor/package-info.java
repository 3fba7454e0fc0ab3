/** Programs that hold a terminal in the place of its shell: recognised on the screen, and left. */
@NullMarked
package dev.bootwitness.console.captor;

import org.jspecify.annotations.NullMarked;
