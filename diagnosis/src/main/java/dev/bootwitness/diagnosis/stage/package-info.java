/**
 * How far a boot is: the texts by which each stage shows on a console, and the tracker that follows
 * them.
 */
@NullMarked
package dev.bootwitness.diagnosis.stage;

import org.jspecify.annotations.NullMarked;
