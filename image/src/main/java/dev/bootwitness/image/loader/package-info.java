/**
 * The boot loader of an ISO image, read without running it: which kernel it would start by default,
 * with which initrd and command line.
 */
@NullMarked
package dev.bootwitness.image.loader;

import org.jspecify.annotations.NullMarked;
