@NullMarked
package dev.bootwitness.report.story;

import org.jspecify.annotations.NullMarked;
