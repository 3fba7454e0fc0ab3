/**
 * Watches over a running machine: silence, screen, processors, the record itself, and waits that
 * are in vain.
 */
@NullMarked
package dev.bootwitness.engine.observe;

import org.jspecify.annotations.NullMarked;
