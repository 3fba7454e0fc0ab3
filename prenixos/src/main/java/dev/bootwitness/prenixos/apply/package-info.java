/** The native back end: a plan as commands, and running them one after the other. */
@NullMarked
package dev.bootwitness.prenixos.apply;

import org.jspecify.annotations.NullMarked;
