package dev.bootwitness.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets in whoever has the token.
 *
 * <p>A program sends the token as {@code Authorization: Bearer}. A browser does so once and gets a
 * cookie with another secret, which no script can read and which is not sent with requests that
 * other sites cause. Both are forgotten when the server ends. Thread-safe.
 */
public final class Gate {

  private static final int SECRET_BYTES = 32;
  private static final String BEARER = "Bearer ";

  private final Optional<String> token;
  private final String cookie;
  private final String session = secret();

  private Gate(Optional<String> token, int port) {
    this.token = token;
    // Cookies know no ports: two servers of one host would take each other's.
    this.cookie = "bootwitness-" + port;
  }

  /** One that is open: only this host can reach the server. */
  public static Gate open() {
    return new Gate(Optional.empty(), 0);
  }

  /** One with a new token. */
  public static Gate guarded(int port) {
    return new Gate(Optional.of(secret()), port);
  }

  /** What opens it; empty when it is open. */
  public Optional<String> token() {
    return token;
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether a request may be answered. */
  boolean lets(Request request) {
    return token.isEmpty() || hasToken(request) || hasCookie(request);
  }

  /** Whether it has the token itself. */
  boolean hasToken(Request request) {
    return request
        .headerOf("Authorization")
        .filter(value -> value.startsWith(BEARER))
        .filter(value -> token.filter(t -> same(t, value.substring(BEARER.length()))).isPresent())
        .isPresent();
  }

  private boolean hasCookie(Request request) {
    for (String pair : request.headerOf("Cookie").orElse("").split(";", -1)) {
      String one = pair.strip();
      if (one.startsWith(cookie + "=") && same(session, one.substring(cookie.length() + 1))) {
        return true;
      }
    }
    return false;
  }

  /** What {@code Set-Cookie} gives to a browser with the token. */
  String cookie() {
    return cookie + "=" + session + "; Path=/; HttpOnly; SameSite=Strict";
  }

  /** In a time that does not depend on where they differ. */
  private static boolean same(String secret, String given) {
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
