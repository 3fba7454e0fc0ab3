/**
 * The files of a machine: overlays, data disks, firmware variables, and the files of a frozen
 * machine.
 */
@NullMarked
package dev.bootwitness.machine.storage;

import org.jspecify.annotations.NullMarked;
