/** {@code report.md}: the investigation log of a run. */
@NullMarked
package dev.bootwitness.report.markdown;

import org.jspecify.annotations.NullMarked;
