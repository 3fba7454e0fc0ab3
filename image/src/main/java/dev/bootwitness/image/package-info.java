@NullMarked
package dev.bootwitness.image;

import org.jspecify.annotations.NullMarked;
