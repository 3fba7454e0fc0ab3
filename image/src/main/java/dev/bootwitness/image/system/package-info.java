/** The operating system in an image: who may log in where, read from its files. */
@NullMarked
package dev.bootwitness.image.system;

import org.jspecify.annotations.NullMarked;
