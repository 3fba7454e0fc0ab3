/**
 * Strict test doubles: a clock that never sleeps and a scripted channel. Published for users' own
 * tests.
 */
@NullMarked
package dev.bootwitness.console.fake;

import org.jspecify.annotations.NullMarked;
