/** The command line of pre-nixos. */
@NullMarked
package dev.bootwitness.prenixos.program;

import org.jspecify.annotations.NullMarked;
