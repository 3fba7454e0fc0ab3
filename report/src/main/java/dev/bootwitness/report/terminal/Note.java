package dev.bootwitness.report.terminal;

/**
 * A line below a verdict: a product of the run.
 *
 * @param label at most seven letters
 */
public record Note(String label, String text) {}
