/**
 * Saved logs: sorts their lines by speaker, feeds the detectors, and draws the conclusions at the
 * end.
 */
@NullMarked
package dev.bootwitness.diagnosis.saved;

import org.jspecify.annotations.NullMarked;
