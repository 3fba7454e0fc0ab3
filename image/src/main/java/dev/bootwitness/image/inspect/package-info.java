/** What an image file is, told by its content before any machine gets it. */
@NullMarked
package dev.bootwitness.image.inspect;

import org.jspecify.annotations.NullMarked;
