@NullMarked
package dev.bootwitness.report.queue;

import org.jspecify.annotations.NullMarked;
