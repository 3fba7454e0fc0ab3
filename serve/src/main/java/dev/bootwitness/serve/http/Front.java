package dev.bootwitness.serve.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Takes every request: refuses what may not be asked, and sends the answer of the pages with the
 * headers that every answer has. Pages change nothing, so it takes {@code GET} and {@code HEAD}.
 */
public final class Front implements HttpHandler {

  /** What is public in any case: our own styles and scripts, of which none knows a record. */
  private static final String ASSETS = "/assets/";

  private static final String ENTRANCE = "/enter";
  private static final String SESSION = "/session";

  private final boolean loopback;
  private final Gate gate;
  private final Handler pages;
  private final IntFunction<Answer> entrance;
  private final BiConsumer<String, Exception> troubles;

  /** Makes the answer to a request that may be asked. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Makes it.
     *
     * @throws IOException when a file cannot be read
     */
    Answer answer(Request request) throws IOException;
  }

  /**
   * Creates it.
   *
   * @param loopback whether only this host can reach the server
   * @param entrance the page for those without the token, with a status
   * @param troubles hears the path of a request that could not be answered, and why
   */
  public Front(
      boolean loopback,
      Gate gate,
      Handler pages,
      IntFunction<Answer> entrance,
      BiConsumer<String, Exception> troubles) {
    this.loopback = loopback;
    this.gate = gate;
    this.pages = pages;
    this.entrance = entrance;
    this.troubles = troubles;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers asked = exchange.getRequestHeaders();
      Request request =
          Request.of(
              Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), ""),
              exchange.getRequestURI().getRawQuery(),
              asked::getFirst);
      String method = exchange.getRequestMethod();
      send(exchange, answer(method, request), method.equals("HEAD"));
    }
  }

  private Answer answer(String method, Request request) {
    if (!Set.of("GET", "HEAD").contains(method)) {
      return Answer.text(
              Answer.NOT_ALLOWED,
              "This server answers only GET and HEAD: its pages change nothing.")
          .with("Allow", "GET, HEAD");
    }
    // Whoever has the token knows the server; its cookie belongs to the name it was given to.
    if (loopback && !Hosts.isLoopback(request.headerOf("Host").orElse(null))) {
      return Answer.text(
          Answer.FORBIDDEN,
          "The name in the address must be localhost or 127.0.0.1: another site's page may have"
              + " led here.");
    }
    if (isOfAnotherSite(request)) {
      return Answer.text(Answer.FORBIDDEN, "Another site's page may not ask for this.");
    }
    if (request.path().equals(SESSION)) {
      return session(request);
    }
    if (request.path().equals(ENTRANCE)) {
      return entrance.apply(Answer.OK);
    }
    if (!gate.lets(request) && !request.path().startsWith(ASSETS)) {
      return entrance.apply(Answer.UNAUTHORIZED).with("WWW-Authenticate", "Bearer");
    }
    try {
      return pages.answer(request);
    } catch (IOException | RuntimeException e) {
      troubles.accept(request.path(), e);
      return Answer.text(
          Answer.BROKEN, "This page could not be made. The terminal of the server says why.");
    }
  }

  /**
   * Whether a page of another site causes it, other than by a link that a person follows. Such a
   * page could read nothing, but keep the server busy. Browsers say so; other programs do not.
   */
  private static boolean isOfAnotherSite(Request request) {
    String site = request.headerOf("Sec-Fetch-Site").orElse("none");
    boolean link = request.headerOf("Sec-Fetch-Mode").orElse("").equals("navigate");
    return !link && !Set.of("none", "same-origin").contains(site);
  }

  /** Whether the asker is in, and the cookie for whoever has the token. */
  private Answer session(Request request) {
    if (gate.hasToken(request)) {
      return Answer.empty(Answer.NO_CONTENT).with("Set-Cookie", gate.cookie());
    }
    return gate.lets(request)
        ? Answer.empty(Answer.NO_CONTENT)
        : Answer.text(Answer.UNAUTHORIZED, "This is not the token.");
  }

  private void send(HttpExchange exchange, Answer answer, boolean headOnly) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("Content-Security-Policy", answer.policy().header());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-cache");
    answer.headers().forEach(headers::set);
    boolean bare = answer.length() == 0;
    if (headOnly || bare) {
      if (headOnly && answer.length() > 0) {
        headers.set("Content-Length", Long.toString(answer.length()));
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    // Zero means a length that is not known before.
    exchange.sendResponseHeaders(answer.status(), Math.max(0, answer.length()));
    try (OutputStream out = exchange.getResponseBody()) {
      answer.content().to(out);
    }
  }
}
