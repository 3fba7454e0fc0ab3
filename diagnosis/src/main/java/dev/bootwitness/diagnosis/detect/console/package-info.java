/**
 * Detectors for what no single line shows: floods, logins that end at once, an init that cannot
 * run, a failure that is over.
 */
@NullMarked
package dev.bootwitness.diagnosis.detect.console;

import org.jspecify.annotations.NullMarked;
