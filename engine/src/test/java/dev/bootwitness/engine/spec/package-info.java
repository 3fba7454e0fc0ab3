@NullMarked
package dev.bootwitness.engine.spec;

import org.jspecify.annotations.NullMarked;
