@NullMarked
package dev.bootwitness.prenixos.network;

import org.jspecify.annotations.NullMarked;
