/**
 * Templates of log lines: what two boots say alike, apart from numbers, addresses, times and ids.
 *
 * <p>Lines are any guest's; a miner's memory is bounded whatever it is fed with.
 */
@NullMarked
package dev.bootwitness.report.template;

import org.jspecify.annotations.NullMarked;
