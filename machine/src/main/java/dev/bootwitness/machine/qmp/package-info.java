/**
 * The QEMU Machine Protocol, client side: newline-delimited JSON, commands answered by id, events
 * in between. Source: QEMU's {@code docs/interop/qmp-spec.txt} and {@code qapi/run-state.json}.
 */
@NullMarked
package dev.bootwitness.machine.qmp;

import org.jspecify.annotations.NullMarked;
