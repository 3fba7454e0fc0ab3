/** What the guest's processors do, as QEMU sees them. */
@NullMarked
package dev.bootwitness.machine.state;

import org.jspecify.annotations.NullMarked;
