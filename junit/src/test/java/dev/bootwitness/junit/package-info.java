@NullMarked
package dev.bootwitness.junit;

import org.jspecify.annotations.NullMarked;
