@NullMarked
package dev.bootwitness.report.logs;

import org.jspecify.annotations.NullMarked;
