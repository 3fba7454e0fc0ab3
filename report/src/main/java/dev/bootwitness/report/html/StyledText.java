package dev.bootwitness.report.html;

/**
 * A piece of a line.
 *
 * @param text safe for a person
 * @param css its classes in the style sheet; may be empty
 */
public record StyledText(String text, String css) {}
