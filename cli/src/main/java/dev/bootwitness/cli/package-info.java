/** The commands: nothing but wiring and words. */
@NullMarked
package dev.bootwitness.cli;

import org.jspecify.annotations.NullMarked;
