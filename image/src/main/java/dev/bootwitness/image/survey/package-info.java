/**
 * Reads an image before it is booted: its boot entries, partitions, loaders, kernel, initrd and
 * system, without root, without mounting, and within a limit of time.
 */
@NullMarked
package dev.bootwitness.image.survey;

import org.jspecify.annotations.NullMarked;
