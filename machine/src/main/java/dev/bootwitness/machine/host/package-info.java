/** What the host gives a machine: programs, private directories, and processes that are owned. */
@NullMarked
package dev.bootwitness.machine.host;

import org.jspecify.annotations.NullMarked;
