@NullMarked
package dev.bootwitness.record;

import org.jspecify.annotations.NullMarked;
