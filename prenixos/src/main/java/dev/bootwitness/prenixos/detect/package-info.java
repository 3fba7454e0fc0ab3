/** Reads the machine's disks: parsers of what tools print, and the detector that runs the tools. */
@NullMarked
package dev.bootwitness.prenixos.detect;

import org.jspecify.annotations.NullMarked;
