/**
 * The image to boot: building it, recognising it, and making the small initramfs of our own images.
 *
 * <p>{@code build} runs a builder and keeps what it made, {@code inspect} determines what a file is
 * before a machine gets it, {@code initramfs} writes the archive that a kernel unpacks as its first
 * root.
 */
@NullMarked
package dev.bootwitness.image;

import org.jspecify.annotations.NullMarked;
