package dev.bootwitness.report.queue;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTML comment in which Bootwitness keeps what it needs to know about a task: {@code <!--
 * bootwitness:task id=9f1c… spec=spark -->}.
 *
 * @param kind {@code task}, {@code seen} or {@code done}
 * @param fields in the order in which they are written
 */
record Marker(String kind, Map<String, String> fields) {
  static final String TASK = "task";
  static final String SEEN = "seen";
  static final String DONE = "done";

  private static final String BEGIN = "<!-- bootwitness:";
  private static final String END = " -->";

  Marker {
    fields = new LinkedHashMap<>(fields);
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /**
   * The comment; a value is percent-encoded so that it can neither end the comment nor split the
   * fields.
   */
  String text() {
    StringBuilder text = new StringBuilder(BEGIN).append(kind);
    fields.forEach((name, value) -> text.append(' ').append(name).append('=').append(safe(value)));
    return text.append(END).toString();
  }

  /** The text that every task of a spec contains, for a quick search. */
  static String specField(String spec) {
    return " spec=" + safe(spec) + " ";
  }

  /** Whether a comment is meant to be a marker, readable or not. */
  static boolean is(String comment) {
    return comment.startsWith(BEGIN);
  }

  /** Reads a whole comment; empty when it is not one of ours, or damaged. */
  static Optional<Marker> read(String comment) {
    if (!comment.startsWith(BEGIN) || !comment.endsWith(END)) {
      return Optional.empty();
    }
    String[] words =
        comment.substring(BEGIN.length(), comment.length() - END.length()).strip().split(" +", -1);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      int sign = words[i].indexOf('=');
      Optional<String> value = sign < 1 ? Optional.empty() : decoded(words[i].substring(sign + 1));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      fields.put(words[i].substring(0, sign), value.get());
    }
    return words[0].matches("[a-z]+")
        ? Optional.of(new Marker(words[0], fields))
        : Optional.empty();
  }

  private static String safe(String value) {
    StringBuilder out = new StringBuilder();
    char before = ' ';
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "._/:,".indexOf(c) >= 0
              || (c == '-' && before != '-');
      out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
      before = c;
    }
    return out.toString();
  }

  private static Optional<String> decoded(String value) {
    byte[] out = new byte[value.length()];
    int length = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '%') {
        out[length++] = (byte) c;
      } else if (i + 2 < value.length() && value.substring(i + 1, i + 3).matches("[0-9a-f]{2}")) {
        out[length++] = (byte) Integer.parseInt(value.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new String(out, 0, length, StandardCharsets.UTF_8));
  }
}
