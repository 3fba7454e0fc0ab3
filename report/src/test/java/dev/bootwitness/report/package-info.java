@NullMarked
package dev.bootwitness.report;

import org.jspecify.annotations.NullMarked;
