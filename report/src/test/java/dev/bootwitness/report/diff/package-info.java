@NullMarked
package dev.bootwitness.report.diff;

import org.jspecify.annotations.NullMarked;
