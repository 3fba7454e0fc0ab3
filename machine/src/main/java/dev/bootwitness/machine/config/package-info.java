/** What a machine is made of: board, boot medium, disks, cards and accelerator. */
@NullMarked
package dev.bootwitness.machine.config;

import org.jspecify.annotations.NullMarked;
