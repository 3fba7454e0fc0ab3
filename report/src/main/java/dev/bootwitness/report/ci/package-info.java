/** What a CI system shows of a run without a download: summary, annotations, sections, metrics. */
@NullMarked
package dev.bootwitness.report.ci;

import org.jspecify.annotations.NullMarked;
