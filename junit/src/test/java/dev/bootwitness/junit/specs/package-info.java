@NullMarked
package dev.bootwitness.junit.specs;

import org.jspecify.annotations.NullMarked;
