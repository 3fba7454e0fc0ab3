/** Tests of known failures. */
@NullMarked
package dev.bootwitness.diagnosis.known;

import org.jspecify.annotations.NullMarked;
