package dev.bootwitness.record;

import org.jspecify.annotations.Nullable;

/**
 * The probe guest on one accelerator.
 *
 * @param seconds how long the probe guest took; null when it did not finish
 * @param outcome {@code finished}, or why it did not
 */
public record AcceleratorProbe(String accelerator, @Nullable Double seconds, String outcome) {}
