/** Line patterns of data files: lists of them, the names they use, compiled when first needed. */
@NullMarked
package dev.bootwitness.diagnosis.pattern;

import org.jspecify.annotations.NullMarked;
