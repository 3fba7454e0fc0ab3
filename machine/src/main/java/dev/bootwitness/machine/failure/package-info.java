/** What can go wrong with a machine, named from QEMU's exit status and its own words. */
@NullMarked
package dev.bootwitness.machine.failure;

import org.jspecify.annotations.NullMarked;
