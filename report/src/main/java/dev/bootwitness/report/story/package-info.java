/** A run as its record tells it: what every written report is made of, without its rendering. */
@NullMarked
package dev.bootwitness.report.story;

import org.jspecify.annotations.NullMarked;
