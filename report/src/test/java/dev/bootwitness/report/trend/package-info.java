@NullMarked
package dev.bootwitness.report.trend;

import org.jspecify.annotations.NullMarked;
