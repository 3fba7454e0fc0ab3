/**
 * A virtual machine owned for life: what it is made of ({@link MachineConfig}), how QEMU is
 * configured ({@link QemuArguments}), and how it starts, runs and ends ({@link Machine}).
 *
 * <p>Images are never written to, nothing has a fixed port or path, and a machine dies with the
 * program that started it, whatever kills that program. This package knows nothing about consoles,
 * events or specs: it offers a serial socket, listeners and typed failures.
 */
@NullMarked
package dev.bootwitness.machine;

import org.jspecify.annotations.NullMarked;
