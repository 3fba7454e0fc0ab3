@NullMarked
package dev.bootwitness.machine;

import org.jspecify.annotations.NullMarked;
