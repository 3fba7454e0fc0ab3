/** Checks from the files of goss, a program that tests servers from inside. */
@NullMarked
package dev.bootwitness.engine.goss;

import org.jspecify.annotations.NullMarked;
