/**
 * What is booted: building it, recognising it, and making the small initramfs of our own images.
 *
 * <p>{@code build} runs a builder and keeps what it made, {@code inspect} says what a file is
 * before a machine gets it, {@code initramfs} writes the archive a kernel unpacks as its first
 * root.
 */
@NullMarked
package dev.bootwitness.image;

import org.jspecify.annotations.NullMarked;
