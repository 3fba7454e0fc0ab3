package dev.bootwitness.image.build;

import dev.bootwitness.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a builder was given, by name: its command, its environment, every file with its
 * type, permissions and content, every package version.
 *
 * @param values in the order in which they were read; a name says what it is, such as {@code file
 *     images/x.sh}
 */
record BuildInputs(Map<String, String> values) {

  /** Changed when the same request must no longer find what an older version built. */
  private static final String FORMAT = "bootwitness build 2";

  private static final int SHOWN = 3;

  BuildInputs {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The identity of the build: every field counts with its length. */
  String key() {
    MessageDigest sha256 = Sha256.start();
    add(sha256, FORMAT);
    values.forEach((name, value) -> {
      add(sha256, name);
      add(sha256, value);
    });
    return Sha256.hex(sha256);
  }

  private static void add(MessageDigest sha256, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    sha256.update(bytes);
  }

  /** What differs from an earlier build, in words: {@code images/x.sh changed}. */
  String since(BuildInputs earlier) {
    List<String> changes = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(values.keySet());
    names.addAll(earlier.values.keySet());
    for (String name : names) {
      String before = earlier.values.get(name);
      String now = values.get(name);
      if (before == null || now == null || !before.equals(now)) {
        changes.add(change(name, before, now));
      }
    }
    if (changes.isEmpty()) {
      return "";
    }
    String first = String.join(", ", changes.subList(0, Math.min(SHOWN, changes.size())));
    return changes.size() <= SHOWN
        ? first
        : first + " and " + (changes.size() - SHOWN) + " more changes";
  }

  private static String change(String name, @Nullable String before, @Nullable String now) {
    int blank = name.indexOf(' ');
    String kind = blank < 0 ? name : name.substring(0, blank);
    String rest = blank < 0 ? "" : name.substring(blank + 1);
    String verb = before == null ? "was added" : now == null ? "was removed" : "changed";
    return switch (kind) {
      case "file" -> rest.replaceFirst("^(\\.\\./)+", "") + " " + verb;
      case "apt" ->
          before != null && now != null
              ? rest + " " + before + " became " + now
              : "package " + rest + " " + verb;
      case "environment" -> "variable " + rest + " " + verb;
      default -> name + " " + verb;
    };
  }

  /** For a file: a line per value, which {@link #read} takes. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(FORMAT));
    values.forEach((name, value) ->
        lines.add(
            escape(name)
                + "\t"
                + (name.startsWith("environment ") ? Sha256.of(value) : escape(value))));
    return lines;
  }

  /** Reads what {@link #lines} wrote; no value when it is of another version. */
  static BuildInputs read(List<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    if (!lines.isEmpty() && lines.getFirst().equals(FORMAT)) {
      for (String line : lines.subList(1, lines.size())) {
        int tab = line.indexOf('\t');
        if (tab > 0) {
          values.put(line.substring(0, tab), line.substring(tab + 1));
        }
      }
    }
    return new BuildInputs(values);
  }

  /** As another build would read it from a file: for a comparison. */
  BuildInputs asRead() {
    return read(lines());
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }
}
