/** The network stage: a NIC with carrier becomes lan. */
@NullMarked
package dev.bootwitness.prenixos.network;

import org.jspecify.annotations.NullMarked;
