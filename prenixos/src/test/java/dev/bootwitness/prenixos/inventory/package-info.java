@NullMarked
package dev.bootwitness.prenixos.inventory;

import org.jspecify.annotations.NullMarked;
