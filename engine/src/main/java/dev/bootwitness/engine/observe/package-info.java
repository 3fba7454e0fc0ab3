/**
 * Watches a running machine: silence, screen, processors, the record itself, and hopeless waits.
 */
@NullMarked
package dev.bootwitness.engine.observe;

import org.jspecify.annotations.NullMarked;
