@NullMarked
package dev.bootwitness.prenixos.apply;

import org.jspecify.annotations.NullMarked;
