package dev.bootwitness.serve.http;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which names of this server a browser may have used.
 *
 * <p>A page of another site can make its own name lead to 127.0.0.1 (DNS rebinding), and then read
 * what a server there answers, as if it were its own. The header {@code Host} still has that name,
 * so on loopback only loopback's own names are answered. Ports are not compared: an ssh tunnel has
 * another one.
 */
final class Hosts {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private Hosts() {}

  /** Whether it names this host itself. */
  static boolean isLoopback(@Nullable String host) {
    return host != null
        && LOOPBACK.matcher(PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("")).matches();
  }
}
