/** The pages of {@code docs/reference}, made from what the product declares. */
@NullMarked
package dev.bootwitness.reference;

import org.jspecify.annotations.NullMarked;
