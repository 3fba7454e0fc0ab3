/**
 * The progress of a boot: the texts that show each stage on a console, and the tracker that follows
 * them.
 */
@NullMarked
package dev.bootwitness.diagnosis.stage;

import org.jspecify.annotations.NullMarked;
