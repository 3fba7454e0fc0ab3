@NullMarked
package dev.bootwitness.engine.goss;

import org.jspecify.annotations.NullMarked;
