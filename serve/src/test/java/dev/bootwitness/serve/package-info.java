@NullMarked
package dev.bootwitness.serve;

import org.jspecify.annotations.NullMarked;
