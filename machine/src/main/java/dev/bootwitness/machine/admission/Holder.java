package dev.bootwitness.machine.admission;

/**
 * A machine that was let in.
 *
 * @param bytes what it may come to use
 * @param resident what it uses already, at most {@code bytes}
 * @param boots whether it takes a core now
 */
record Holder(long bytes, long resident, boolean boots) {}
