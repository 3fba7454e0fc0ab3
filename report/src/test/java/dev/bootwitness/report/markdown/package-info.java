@NullMarked
package dev.bootwitness.report.markdown;

import org.jspecify.annotations.NullMarked;
