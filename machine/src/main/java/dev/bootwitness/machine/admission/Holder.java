package dev.bootwitness.machine.admission;

/**
 * A machine that was admitted.
 *
 * @param bytes the most it may use
 * @param resident what it uses already, at most {@code bytes}
 * @param boots whether it takes a core now
 */
record Holder(long bytes, long resident, boolean boots) {}
