/** The commands: only wiring and texts. */
@NullMarked
package dev.bootwitness.cli;

import org.jspecify.annotations.NullMarked;
