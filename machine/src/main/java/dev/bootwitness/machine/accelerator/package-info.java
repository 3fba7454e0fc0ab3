/**
 * The choice of accelerator, by measurement and not by presence.
 *
 * <p>A {@code /dev/kvm} that opens proves little: under some hypervisors a guest on it crawls, or
 * QEMU aborts. So a one-sector guest is timed on each candidate, and the fastest that finishes is
 * used.
 */
@NullMarked
package dev.bootwitness.machine.accelerator;

import org.jspecify.annotations.NullMarked;
