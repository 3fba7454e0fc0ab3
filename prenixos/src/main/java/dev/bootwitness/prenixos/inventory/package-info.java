/** The disks of a machine as facts, and who may be used: records and pure functions. */
@NullMarked
package dev.bootwitness.prenixos.inventory;

import org.jspecify.annotations.NullMarked;
