package dev.bootwitness.report.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The comparison for a program. */
final class DiffJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DiffJson() {}

  static String of(RunDiff diff) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("bootwitness", 1);
    root.put("a", run(diff.a()));
    root.put("b", run(diff.b()));
    root.put("same", diff.first().isEmpty());
    diff.first().ifPresent(first -> root.put("first", difference(first)));
    List<Object> all = new ArrayList<>();
    diff.differences().forEach(d -> all.add(difference(d)));
    root.put("differences", all);
    root.put("templatesInBoth", diff.same());
    root.put("pace", diff.pace());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static Map<String, Object> run(RunSeen run) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("run", run.id());
    fields.put("record", run.record().toString());
    fields.put("outcome", run.verdict().outcome().name().toLowerCase(Locale.ROOT));
    if (run.verdict().primary() != null) {
      fields.put("cause", run.verdict().primary().cause());
    }
    String bootedBy = run.bootedBy();
    if (bootedBy != null) {
      fields.put("bootedBy", bootedBy);
    }
    fields.put("missing", run.gaps());
    return fields;
  }

  private static Map<String, Object> difference(Difference d) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("part", d.part().word());
    fields.put("matters", d.matters());
    fields.put("what", d.what());
    String a = d.a();
    String b = d.b();
    Double at = d.at();
    if (a != null) {
      fields.put("a", a);
    }
    if (b != null) {
      fields.put("b", b);
    }
    if (d.lineA() > 0) {
      fields.put("lineA", d.lineA());
    }
    if (d.lineB() > 0) {
      fields.put("lineB", d.lineB());
    }
    if (at != null) {
      fields.put("at", at);
    }
    return fields;
  }
}
