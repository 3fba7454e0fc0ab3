@NullMarked
package dev.bootwitness.report.archive;

import org.jspecify.annotations.NullMarked;
