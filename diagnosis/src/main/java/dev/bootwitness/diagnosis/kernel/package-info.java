/** What a kernel prints: its timestamped lines, and its reports that something is stuck. */
@NullMarked
package dev.bootwitness.diagnosis.kernel;

import org.jspecify.annotations.NullMarked;
