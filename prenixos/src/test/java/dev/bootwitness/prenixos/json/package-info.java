@NullMarked
package dev.bootwitness.prenixos.json;

import org.jspecify.annotations.NullMarked;
