/** What the history of a project says about the failures that it knows. */
@NullMarked
package dev.bootwitness.report.known;

import org.jspecify.annotations.NullMarked;
