/** QEMU's command line, as pure functions of a machine's configuration. */
@NullMarked
package dev.bootwitness.machine.qemu;

import org.jspecify.annotations.NullMarked;
