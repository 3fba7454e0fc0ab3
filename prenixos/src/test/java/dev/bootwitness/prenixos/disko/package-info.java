@NullMarked
package dev.bootwitness.prenixos.disko;

import org.jspecify.annotations.NullMarked;
