/**
 * One serial line driven as a careful operator would: decoder, expect, framed shell and login.
 *
 * <p>Knows nothing of machines or records; it offers listeners. See docs/explanation/console.md.
 */
@NullMarked
package dev.bootwitness.console;

import org.jspecify.annotations.NullMarked;
