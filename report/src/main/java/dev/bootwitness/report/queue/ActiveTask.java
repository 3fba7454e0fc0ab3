package dev.bootwitness.report.queue;

/**
 * An active task of a queue, as the file says it.
 *
 * @param name its number with a full stop, or a dash
 * @param title its first line as words
 * @param text all of its lines, Markdown
 */
public record ActiveTask(String name, String title, String text) {}
