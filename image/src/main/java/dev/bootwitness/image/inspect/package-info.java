/** Recognises an image file by its content before any machine gets it. */
@NullMarked
package dev.bootwitness.image.inspect;

import org.jspecify.annotations.NullMarked;
