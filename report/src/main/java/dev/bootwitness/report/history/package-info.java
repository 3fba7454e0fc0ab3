/** The runs of a project over time: the ledger, and what is usual by it. */
@NullMarked
package dev.bootwitness.report.history;

import org.jspecify.annotations.NullMarked;
