/** Utilities for every module that no library has: safe visible text, character widths, hashes. */
@NullMarked
package dev.bootwitness.base;

import org.jspecify.annotations.NullMarked;
