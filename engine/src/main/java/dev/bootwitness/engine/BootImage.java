package dev.bootwitness.engine;

import dev.bootwitness.machine.Boot;

/**
 * The image that is about to boot.
 *
 * @param boot how the machine gets it
 * @param sha256 of all that boots
 */
record BootImage(Boot boot, String sha256) {}
