/** Programs of the host that read formats, each run with a limit of time, memory and output. */
@NullMarked
package dev.bootwitness.image.tool;

import org.jspecify.annotations.NullMarked;
