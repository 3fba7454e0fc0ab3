/**
 * Speaks with Nix: which command builds a flake's output, what its log reports while it works, and
 * what it made.
 */
@NullMarked
package dev.bootwitness.image.nix;

import org.jspecify.annotations.NullMarked;
