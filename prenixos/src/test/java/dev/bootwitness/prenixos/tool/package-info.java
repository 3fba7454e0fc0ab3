@NullMarked
package dev.bootwitness.prenixos.tool;

import org.jspecify.annotations.NullMarked;
