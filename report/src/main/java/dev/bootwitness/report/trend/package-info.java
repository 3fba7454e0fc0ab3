/** The history of a spec's runs as a page with charts. */
@NullMarked
package dev.bootwitness.report.trend;

import org.jspecify.annotations.NullMarked;
