package dev.bootwitness.serve.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param type of the content, for {@code Content-Type}
 * @param headers besides those that every answer has
 * @param length of the content in bytes; -1 when it is not known before
 */
public record Answer(
    int status,
    String type,
    Policy policy,
    Map<String, String> headers,
    long length,
    Content content) {

  public static final String HTML = "text/html; charset=utf-8";
  public static final String TEXT = "text/plain; charset=utf-8";
  public static final String EVENTS = "text/event-stream; charset=utf-8";

  public static final int OK = 200;
  public static final int NO_CONTENT = 204;
  public static final int SEE_OTHER = 303;
  public static final int NOT_MODIFIED = 304;
  public static final int BAD_REQUEST = 400;
  public static final int UNAUTHORIZED = 401;
  public static final int FORBIDDEN = 403;
  public static final int NOT_FOUND = 404;
  public static final int NOT_ALLOWED = 405;
  public static final int BROKEN = 500;
  public static final int BUSY = 503;

  public Answer {
    headers = Map.copyOf(headers);
  }

  /** Writes the content. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @throws IOException when it cannot be read, or the reader is gone
     */
    void to(OutputStream out) throws IOException;
  }

  /** A page. */
  public static Answer page(int status, String html, Policy policy) {
    return bytes(status, HTML, policy, html.getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence, for programs. */
  public static Answer text(int status, String sentence) {
    return bytes(status, TEXT, Policy.FILE, (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Some bytes. */
  public static Answer bytes(int status, String type, Policy policy, byte[] bytes) {
    return new Answer(status, type, policy, Map.of(), bytes.length, out -> out.write(bytes));
  }

  /** Nothing but a status. */
  public static Answer empty(int status) {
    return new Answer(status, TEXT, Policy.FILE, Map.of(), 0, _ -> {});
  }

  /** Another page of this server. */
  public static Answer elsewhere(String path) {
    return empty(SEE_OTHER).with("Location", path);
  }

  /** The same with another header. */
  public Answer with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Answer(status, type, policy, all, length, content);
  }
}
