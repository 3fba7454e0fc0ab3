/**
 * What a run leaves among a project's documents: copies of its report and serial log, and its
 * tasks.
 */
@NullMarked
package dev.bootwitness.report.archive;

import org.jspecify.annotations.NullMarked;
