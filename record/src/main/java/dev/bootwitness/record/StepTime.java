package dev.bootwitness.record;

/**
 * How long a step of a build took.
 *
 * @param step as in {@link Event.BuildStep}
 */
public record StepTime(String step, double seconds) {}
