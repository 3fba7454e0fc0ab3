package dev.bootwitness.report.json;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.record.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The explanation of a saved log, for programs. Every key is always present; unknown values are
 * null.
 *
 * <p>{@code primary} is null when no failure was found.
 */
public final class ExplanationJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ExplanationJson() {}

  /** One JSON object, indented, followed by a line feed; {@code docs} has its causes' pages. */
  public static String of(Explanation explanation, CauseDocs docs) {
    return JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(all(new LinkedHashMap<>(), explanation, docs))
        + "\n";
  }

  /** One JSON object in one line, with the log's name as {@code log}. */
  public static String line(String name, Explanation explanation, CauseDocs docs) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("log", name);
    return JSON.writeValueAsString(all(all, explanation, docs)) + "\n";
  }

  /** The line of a log that could not be read. */
  public static String line(String name, String trouble) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("log", name);
    all.put("error", trouble);
    return JSON.writeValueAsString(all) + "\n";
  }

  private static Map<String, @Nullable Object> all(
      Map<String, @Nullable Object> all, Explanation explanation, CauseDocs docs) {
    all.put("outcome", explanation.outcome().id());
    all.put("stage", explanation.stage().id());
    Finding primary = explanation.primary();
    all.put("primary", primary == null ? null : FindingJson.of(primary, docs));
    List<Object> findings = new ArrayList<>();
    explanation.findings().forEach(finding -> findings.add(FindingJson.of(finding, docs)));
    all.put("findings", findings);
    List<Object> stages = new ArrayList<>();
    explanation.stages().forEach(span -> stages.add(span(span)));
    all.put("stages", stages);
    all.put("missing", explanation.missing());
    all.put("unknown", explanation.unknown());
    all.put("notes", explanation.notes());
    return all;
  }

  private static Map<String, @Nullable Object> span(Explanation.StageSpan span) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("stage", span.stage().id());
    map.put("boot", span.boot());
    map.put("line", span.line());
    map.put("at", span.at());
    map.put("seconds", span.seconds());
    return map;
  }
}
