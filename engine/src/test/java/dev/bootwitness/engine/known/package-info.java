/** Tests of the file of known failures. */
@NullMarked
package dev.bootwitness.engine.known;

import org.jspecify.annotations.NullMarked;
