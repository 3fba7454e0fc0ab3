/**
 * What an image says about itself before it is booted. The names of components are the keys of the
 * JSON form and do not change once released; empty values are null there.
 */
@NullMarked
package dev.bootwitness.image.facts;

import org.jspecify.annotations.NullMarked;
