/** Waiting for what a console prints. */
@NullMarked
package dev.bootwitness.console.expect;

import org.jspecify.annotations.NullMarked;
