@NullMarked
package dev.bootwitness.engine.check;

import org.jspecify.annotations.NullMarked;
