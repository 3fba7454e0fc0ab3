/**
 * Detectors: from events to findings. Here are those of the machine, its screen and its processors;
 * {@link dev.bootwitness.diagnosis.detect.Detectors} feeds all of them.
 */
@NullMarked
package dev.bootwitness.diagnosis.detect;

import org.jspecify.annotations.NullMarked;
