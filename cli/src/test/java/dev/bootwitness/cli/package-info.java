@NullMarked
package dev.bootwitness.cli;

import org.jspecify.annotations.NullMarked;
