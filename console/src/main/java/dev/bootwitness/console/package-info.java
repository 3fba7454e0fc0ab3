/**
 * A serial line, driven as a careful operator would drive it: decoder, expect, framed shell and
 * login.
 *
 * <p>This package knows nothing about machines or records; it offers listeners. See
 * docs/explanation/console.md.
 */
@NullMarked
package dev.bootwitness.console;

import org.jspecify.annotations.NullMarked;
