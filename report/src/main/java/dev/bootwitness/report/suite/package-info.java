/**
 * A suite: several specs that run together, perhaps divided among machines, and the files by which
 * the parts are joined again.
 */
@NullMarked
package dev.bootwitness.report.suite;

import org.jspecify.annotations.NullMarked;
