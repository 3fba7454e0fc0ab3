/**
 * The files of a machine: overlays, data disks, firmware variables, and what a frozen machine left.
 */
@NullMarked
package dev.bootwitness.machine.storage;

import org.jspecify.annotations.NullMarked;
