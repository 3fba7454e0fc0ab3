/** What the host provides to a machine: programs, private directories, and owned processes. */
@NullMarked
package dev.bootwitness.machine.host;

import org.jspecify.annotations.NullMarked;
