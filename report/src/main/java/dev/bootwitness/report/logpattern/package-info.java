/** The patterns of a log's lines: what stays the same when figures and names change. */
@NullMarked
package dev.bootwitness.report.logpattern;

import org.jspecify.annotations.NullMarked;
