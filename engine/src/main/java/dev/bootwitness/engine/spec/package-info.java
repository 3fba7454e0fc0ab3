/**
 * What to build, boot, log in to and check: {@code bootwitness.yaml} as records, and the strict
 * binder that makes them.
 */
@NullMarked
package dev.bootwitness.engine.spec;

import org.jspecify.annotations.NullMarked;
