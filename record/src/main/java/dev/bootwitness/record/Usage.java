package dev.bootwitness.record;

import org.jspecify.annotations.Nullable;

/**
 * What a run cost its host.
 *
 * @param hostCpuSeconds processor time of Bootwitness' own process during the run; runs in one
 *     process share it
 * @param guestCpuSeconds processor time of QEMU; null when it could not be read
 * @param peakMemoryBytes the most memory that QEMU had resident; null when it could not be read
 * @param consoleBytes received from the serial console
 */
public record Usage(
    double hostCpuSeconds,
    @Nullable Double guestCpuSeconds,
    @Nullable Long peakMemoryBytes,
    long consoleBytes) {}
