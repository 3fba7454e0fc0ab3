@NullMarked
package dev.bootwitness.report.ci;

import org.jspecify.annotations.NullMarked;
