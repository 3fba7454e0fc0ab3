package dev.bootwitness.image.facts;

/**
 * An account with a shell.
 *
 * @param password {@code set}, {@code empty}, {@code locked}, or {@code unknown}
 * @param expired whether it can no longer log in, or its password must be changed at once
 */
public record Account(String name, long uid, String shell, String password, boolean expired) {}
