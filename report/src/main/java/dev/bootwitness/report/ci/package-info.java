/** What a CI system shows of a run without a download: job summary, annotation, section. */
@NullMarked
package dev.bootwitness.report.ci;

import org.jspecify.annotations.NullMarked;
