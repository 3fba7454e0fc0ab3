/**
 * What people see of a run: functions of its record, written to a given output.
 *
 * <p>Everything a guest or a child process printed is hostile here; it passes {@link VisibleText}
 * before it is shown.
 */
@NullMarked
package dev.bootwitness.report;

import dev.bootwitness.base.VisibleText;
import org.jspecify.annotations.NullMarked;
