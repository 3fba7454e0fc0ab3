@NullMarked
package dev.bootwitness.report.html;

import org.jspecify.annotations.NullMarked;
