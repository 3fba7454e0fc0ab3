@NullMarked
package dev.bootwitness.report.history;

import org.jspecify.annotations.NullMarked;
