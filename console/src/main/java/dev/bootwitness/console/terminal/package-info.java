/**
 * A streaming terminal: bytes in; text, lines and control functions out, each with its byte offset.
 */
@NullMarked
package dev.bootwitness.console.terminal;

import org.jspecify.annotations.NullMarked;
