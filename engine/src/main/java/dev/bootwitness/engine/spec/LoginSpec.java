package dev.bootwitness.engine.spec;

import java.util.Optional;

/**
 * Who to log in as.
 *
 * @param password for the login prompt and for sudo
 * @param becomeRoot whether the checks need uid 0
 * @param rootPassword for {@code su -}, where there is no sudo
 */
public record LoginSpec(
    String user, Optional<Secret> password, boolean becomeRoot, Optional<Secret> rootPassword) {}
