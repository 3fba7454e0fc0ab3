@NullMarked
package dev.bootwitness.prenixos.plan;

import org.jspecify.annotations.NullMarked;
