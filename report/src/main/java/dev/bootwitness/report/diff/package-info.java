/**
 * What differs between two runs, as far as it matters: the first divergence, then the rest.
 *
 * <p>Reading is bounded in memory whatever the logs' length; comparing is a pure function of what
 * was read. Guest text is as the guest gave it until it is rendered.
 */
@NullMarked
package dev.bootwitness.report.diff;

import org.jspecify.annotations.NullMarked;
