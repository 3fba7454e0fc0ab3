@NullMarked
package dev.bootwitness.machine.checkpoint;

import org.jspecify.annotations.NullMarked;
