/**
 * Commands and files over a clean byte channel, such as a virtio-serial port, without a terminal.
 */
@NullMarked
package dev.bootwitness.console.side;

import org.jspecify.annotations.NullMarked;
