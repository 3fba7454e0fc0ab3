/** What the guest's processors do, as seen by QEMU. */
@NullMarked
package dev.bootwitness.machine.state;

import org.jspecify.annotations.NullMarked;
