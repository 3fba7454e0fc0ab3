@NullMarked
package dev.bootwitness.report.files;

import org.jspecify.annotations.NullMarked;
