/**
 * What happens after a verdict: reports are written, including those that an earlier run had no
 * room for.
 */
@NullMarked
package dev.bootwitness.report.followup;

import org.jspecify.annotations.NullMarked;
