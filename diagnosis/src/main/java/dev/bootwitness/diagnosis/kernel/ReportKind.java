package dev.bootwitness.diagnosis.kernel;

import dev.bootwitness.diagnosis.pattern.LinePattern;
import java.util.Optional;

/**
 * One form of kernel report.
 *
 * @param head its first line
 * @param then a later line that it has, too, if it must have one
 * @param title {@code {1}} and {@code {then1}} are groups of the two, {@code {frame}} the function
 * @param named the group (of {@code then}, if there is one) that names a function before the trace
 *     does; 0: none
 * @param from where the function is looked for
 * @param skip functions that are not meant here, besides those that never are
 */
record ReportKind(
    LinePattern head,
    Optional<LinePattern> then,
    String title,
    int named,
    From from,
    Optional<LinePattern> skip) {

  /** Where the function is looked for. */
  enum From {
    /** Where the processor was, then the callers. */
    TRACE,
    /** The caller that stands for a loop in which the processor was caught at a random place. */
    LOOP,
    /** What the words of the report name, whatever it is. */
    WORDS
  }
}
