@NullMarked
package dev.bootwitness.report.junit;

import org.jspecify.annotations.NullMarked;
