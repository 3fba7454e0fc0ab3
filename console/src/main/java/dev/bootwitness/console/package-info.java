@NullMarked
package dev.bootwitness.console;

import org.jspecify.annotations.NullMarked;
