@NullMarked
package dev.bootwitness.engine;

import org.jspecify.annotations.NullMarked;
