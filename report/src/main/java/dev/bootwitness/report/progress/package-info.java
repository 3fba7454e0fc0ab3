/** A run while it happens, on a terminal or as plain lines. */
@NullMarked
package dev.bootwitness.report.progress;

import org.jspecify.annotations.NullMarked;
