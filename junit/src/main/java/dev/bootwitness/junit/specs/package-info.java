/**
 * Specs as tests: a test engine that shows every spec as a container, and its boot, steps and
 * checks as tests.
 *
 * <p>Begin with {@link dev.bootwitness.junit.specs.Specs}.
 */
@NullMarked
package dev.bootwitness.junit.specs;

import org.jspecify.annotations.NullMarked;
