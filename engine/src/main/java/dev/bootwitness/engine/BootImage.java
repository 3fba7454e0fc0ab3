package dev.bootwitness.engine;

import dev.bootwitness.machine.Boot;

/**
 * The image that is about to boot.
 *
 * @param boot how the machine gets it
 */
record BootImage(Boot boot) {}
