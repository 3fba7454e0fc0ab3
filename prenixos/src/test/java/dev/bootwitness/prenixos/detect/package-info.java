@NullMarked
package dev.bootwitness.prenixos.detect;

import org.jspecify.annotations.NullMarked;
