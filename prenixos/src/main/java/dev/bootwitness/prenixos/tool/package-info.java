/** Programs of the system: run one, keep its words, check its exit status. */
@NullMarked
package dev.bootwitness.prenixos.tool;

import org.jspecify.annotations.NullMarked;
