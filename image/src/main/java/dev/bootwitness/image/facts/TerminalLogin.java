package dev.bootwitness.image.facts;

/**
 * A terminal where a login is offered.
 *
 * @param line such as {@code ttyS0}; {@code console} for {@code /dev/console}
 * @param source the unit or the file that says so
 * @param user who is logged in without being asked; empty for a prompt
 * @param shell whether a shell is opened without any login
 */
public record TerminalLogin(String line, String source, String user, boolean shell) {}
