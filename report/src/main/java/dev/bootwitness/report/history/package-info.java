/** The runs of a project over time: the ledger, and the usual times derived from it. */
@NullMarked
package dev.bootwitness.report.history;

import org.jspecify.annotations.NullMarked;
