package dev.bootwitness.image.facts;

/**
 * A public key that logs in by SSH.
 *
 * @param user whose file it is in
 * @param type such as {@code ssh-ed25519}
 * @param fingerprint as ssh-keygen -l prints it: {@code SHA256:…}
 * @param comment may be empty
 */
public record AuthorizedKey(String user, String type, String fingerprint, String comment) {}
