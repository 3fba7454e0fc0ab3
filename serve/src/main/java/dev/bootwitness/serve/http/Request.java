package dev.bootwitness.serve.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request.
 *
 * @param path as it was sent, not decoded: no path of ours needs it
 * @param query decoded; of a parameter that comes twice, the last
 * @param header the first value of a header
 */
public record Request(
    String path, Map<String, String> query, Function<String, @Nullable String> header) {

  /** More than any form of ours sends. */
  private static final int LONGEST_QUERY = 8192;

  public Request {
    query = Map.copyOf(query);
  }

  /** A request as the server has it. */
  static Request of(
      String path, @Nullable String query, Function<String, @Nullable String> header) {
    return new Request(path, parameters(query), header);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query == null || query.length() > LONGEST_QUERY) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return ""; // a percent sign without its digits
    }
  }

  /** A parameter without blanks around it; empty when it is not there. */
  public String parameter(String name) {
    return query.getOrDefault(name, "").strip();
  }

  /** A header; empty when it is not there. */
  public Optional<String> headerOf(String name) {
    return Optional.ofNullable(header.apply(name));
  }
}
