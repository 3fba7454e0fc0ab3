/**
 * Attributes each line of a saved log to its speaker: the kernel, init, a test harness, a person at
 * a shell, or the command that person ran.
 */
@NullMarked
package dev.bootwitness.diagnosis.attribution;

import org.jspecify.annotations.NullMarked;
