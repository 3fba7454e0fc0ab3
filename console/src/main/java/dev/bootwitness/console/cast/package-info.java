/** Consoles recorded with their timing, and replayed: the asciicast format, version 2. */
@NullMarked
package dev.bootwitness.console.cast;

import org.jspecify.annotations.NullMarked;
