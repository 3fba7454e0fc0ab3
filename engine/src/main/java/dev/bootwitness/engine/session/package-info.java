/** What a caller does with the guest of a run, beyond the steps of its spec. */
@NullMarked
package dev.bootwitness.engine.session;

import org.jspecify.annotations.NullMarked;
