/** Explanations of saved logs as JSON. */
@NullMarked
package dev.bootwitness.report.json;

import org.jspecify.annotations.NullMarked;
