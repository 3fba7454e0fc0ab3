@NullMarked
package dev.bootwitness.prenixos.status;

import org.jspecify.annotations.NullMarked;
