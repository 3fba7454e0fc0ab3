/** What a person reads on a terminal: verdicts, lists of runs, trends, explanations. */
@NullMarked
package dev.bootwitness.report.terminal;

import org.jspecify.annotations.NullMarked;
