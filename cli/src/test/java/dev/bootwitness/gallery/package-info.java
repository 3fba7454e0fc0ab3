/**
 * The gallery of broken images: whole runs of images with one thing the matter, held against what
 * the product must say of them. A row is an {@link dev.bootwitness.gallery.Exhibit}; the classes
 * named {@code …IT} are its rooms.
 */
@NullMarked
package dev.bootwitness.gallery;

import org.jspecify.annotations.NullMarked;
