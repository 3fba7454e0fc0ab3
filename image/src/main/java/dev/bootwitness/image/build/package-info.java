/**
 * Builds an image by a command or by Nix, and keeps the result for as long as its inputs stay the
 * same.
 *
 * <p>The cache key covers what the builder was given; the child and everything it started end with
 * its deadline, its stall budget, an interrupt, or this JVM.
 */
@NullMarked
package dev.bootwitness.image.build;

import org.jspecify.annotations.NullMarked;
