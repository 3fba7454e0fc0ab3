package dev.bootwitness.diagnosis.kernel;

import dev.bootwitness.base.Lazy;
import dev.bootwitness.base.yaml.YamlMap;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.diagnosis.pattern.LinePattern;
import dev.bootwitness.diagnosis.pattern.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The forms of kernel reports, and the functions that no title names: {@code reports.yaml}.
 *
 * @param kinds in the order in which they are tried
 * @param skip functions that allocate, lock, copy or report
 * @param anchors functions that dispatch work, below which a loop's own function stands
 * @param shared anchors that say little themselves: their callee is named instead
 */
record ReportKinds(
    List<ReportKind> kinds, LinePattern skip, LinePattern anchors, LinePattern shared) {

  private static final Set<String> KEYS =
      new TreeSet<>(Set.of("head", "then", "title", "named", "from", "skip"));

  private static final Supplier<ReportKinds> BUNDLED =
      Lazy.of(() -> parse("reports.yaml", BundledFile.text("reports.yaml")));

  ReportKinds {
    kinds = List.copyOf(kinds);
  }

  /** Those in the jar. */
  static ReportKinds bundled() {
    return BUNDLED.get();
  }

  static ReportKinds parse(String file, String text) {
    YamlMap whole =
        YamlMap.parse(
            file, text, new TreeSet<>(Set.of("words", "skip", "anchors", "shared", "reports")));
    Words words = Words.of(whole);
    return new ReportKinds(
        whole.maps("reports", KEYS).stream().map(map -> kind(map, words)).toList(),
        words.pattern(whole, "skip"),
        words.pattern(whole, "anchors"),
        words.pattern(whole, "shared"));
  }

  private static ReportKind kind(YamlMap map, Words words) {
    return new ReportKind(
        words.pattern(map, "head"),
        optional(map, "then", words),
        map.text("title"),
        map.optionalText("named").map(Integer::parseInt).orElse(0),
        from(map),
        optional(map, "skip", words));
  }

  private static ReportKind.From from(YamlMap map) {
    return switch (map.optionalText("from").orElse("trace")) {
      case "trace" -> ReportKind.From.TRACE;
      case "loop" -> ReportKind.From.LOOP;
      case "words" -> ReportKind.From.WORDS;
      default -> throw map.error("from", map.text("from") + " is none of loop, trace, words");
    };
  }

  private static Optional<LinePattern> optional(YamlMap map, String key, Words words) {
    return map.has(key) ? Optional.of(words.pattern(map, key)) : Optional.empty();
  }
}
