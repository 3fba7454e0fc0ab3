/** A plan in the words of disko, for NixOS. */
@NullMarked
package dev.bootwitness.prenixos.disko;

import org.jspecify.annotations.NullMarked;
