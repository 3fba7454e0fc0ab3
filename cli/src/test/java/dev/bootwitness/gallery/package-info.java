/**
 * The gallery of broken images: whole runs of images with one fault, compared with what the product
 * must report. A row is an {@link dev.bootwitness.gallery.Exhibit}; the classes named {@code …IT}
 * are its rooms.
 */
@NullMarked
package dev.bootwitness.gallery;

import org.jspecify.annotations.NullMarked;
