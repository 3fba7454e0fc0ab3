@NullMarked
package dev.bootwitness.report.suite;

import org.jspecify.annotations.NullMarked;
