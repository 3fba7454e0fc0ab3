/**
 * Boot tests in JUnit: a machine for a test class, or a clone of it for a test method.
 *
 * <p>Begin with {@link dev.bootwitness.junit.BootImage}.
 */
@NullMarked
package dev.bootwitness.junit;

import org.jspecify.annotations.NullMarked;
