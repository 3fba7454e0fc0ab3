package dev.bootwitness.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file of causes or rules: the entries under its one key, and the comment at its head that
 * explains their keys.
 */
record DataFile(String head, List<Map<String, Object>> entries) {

  private static final Pattern KEY = Pattern.compile("# ([\\w-]+) {2,}(.*)");

  /** A value that the key above it may have. */
  private static final Pattern VALUE = Pattern.compile("# {3}([a-z][\\w-]*) {2,}(.*)");

  private static final Pattern GOES_ON = Pattern.compile("# {3,}(.*)");

  /** The general {@code causes.yaml} or {@code rules.yaml}, whose list has the file's name. */
  static DataFile bundled(String list) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "diagnosis", "src", "main", "resources"))) {
      Path file = files.filter(f -> f.endsWith(list + ".yaml")).findFirst().orElseThrow();
      return read(file, list);
    }
  }

  /** The same of each pack that has one, by the pack's name. */
  static Map<String, DataFile> packs(String list) throws IOException {
    Map<String, DataFile> found = new LinkedHashMap<>();
    try (Stream<Path> packs = Files.list(Path.of("..", "packs"))) {
      for (Path pack : packs.filter(Files::isDirectory).sorted().toList()) {
        Path file = pack.resolve(list + ".yaml");
        if (Files.exists(file)) {
          found.put(pack.getFileName().toString(), read(file, list));
        }
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static DataFile read(Path file, String list) throws IOException {
    String text = Files.readString(file);
    Map<String, Object> root =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    String head =
        text.lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
    return new DataFile(head, (List<Map<String, Object>>) root.getOrDefault(list, List.of()));
  }

  /** What the comment at the head says of each key. */
  List<List<String>> keys() {
    List<List<String>> keys = new ArrayList<>();
    for (String line : head.lines().toList()) {
      Matcher key = KEY.matcher(line);
      Matcher goesOn = GOES_ON.matcher(line);
      if (key.matches()) {
        keys.add(List.of("`" + key.group(1) + "`", key.group(2)));
      } else if (goesOn.matches() && !VALUE.matcher(line).matches() && !keys.isEmpty()) {
        List<String> last = keys.removeLast();
        keys.add(List.of(last.get(0), last.get(1) + " " + goesOn.group(1)));
      }
    }
    return keys;
  }

  /** What the comment at the head says of the values that a key may have. */
  List<List<String>> values() {
    return head.lines()
        .map(VALUE::matcher)
        .filter(Matcher::matches)
        .map(value -> List.of("`" + value.group(1) + "`", value.group(2)))
        .toList();
  }

  /** The value under a key as text; empty when there is none. */
  static String text(Map<String, Object> entry, String key) {
    Object value = entry.get(key);
    return value == null ? "" : value.toString().strip();
  }

  /** The value under a key as texts, be it one or a list of them. */
  static List<String> texts(Map<String, Object> entry, String key) {
    return switch (entry.get(key)) {
      case null -> List.of();
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case Object one -> List.of(one.toString());
    };
  }
}
