/** What can go wrong with a machine, derived from QEMU's exit status and messages. */
@NullMarked
package dev.bootwitness.machine.failure;

import org.jspecify.annotations.NullMarked;
