/** Failures that somebody knows and has a ticket for. */
@NullMarked
package dev.bootwitness.diagnosis.known;

import org.jspecify.annotations.NullMarked;
