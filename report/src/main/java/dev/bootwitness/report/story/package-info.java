/** A run as described by its record: the content of every written report, without its rendering. */
@NullMarked
package dev.bootwitness.report.story;

import org.jspecify.annotations.NullMarked;
