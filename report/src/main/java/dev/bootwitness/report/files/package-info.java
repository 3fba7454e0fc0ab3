/** The files that a run leaves beside its record: which there are, and how they are placed. */
@NullMarked
package dev.bootwitness.report.files;

import org.jspecify.annotations.NullMarked;
