package dev.bootwitness.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The line patterns, by the cause they recognise. */
final class RulesReference implements ReferencePage {

  @Override
  public String file() {
    return "rules.md";
  }

  @Override
  public String markdown() throws IOException {
    DataFile rules = DataFile.bundled("rules");
    Markdown page = new Markdown("Rules", "`rules.yaml` and the packs");
    page.paragraph(
        "What is looked for in a console, a journal or the words of QEMU. Rules of"
            + " [packs](../guides/packs.md) and [your own](../guides/explain.md#rules-of-your-own) have the"
            + " same keys.");
    page.table(List.of("key", "meaning"), rules.keys());
    byCause(page, rules);
    for (Map.Entry<String, DataFile> pack : DataFile.packs("rules").entrySet()) {
      page.heading(2, "Pack " + pack.getKey());
      pack.getValue().entries().forEach(rule -> rule(page, rule));
    }
    return page.toString();
  }

  private static void byCause(Markdown page, DataFile rules) {
    Map<String, List<Map<String, Object>>> byCause = new LinkedHashMap<>();
    for (Map<String, Object> rule : rules.entries()) {
      byCause.computeIfAbsent(DataFile.text(rule, "cause"), _ -> new ArrayList<>()).add(rule);
    }
    byCause.forEach((cause, its) -> {
      page.heading(2, cause);
      page.paragraph("Recognises " + CausesReference.link(cause) + ".");
      its.forEach(rule -> rule(page, rule));
    });
  }

  private static void rule(Markdown page, Map<String, Object> rule) {
    List<String> facts = new ArrayList<>();
    for (String key : List.of("stages", "channel", "on", "severity")) {
      if (!DataFile.text(rule, key).isEmpty()) {
        facts.add(DataFile.text(rule, key));
      }
    }
    page.paragraph(
        "**%s** (%s): %s"
            .formatted(
                DataFile.text(rule, "id"),
                String.join(", ", facts),
                escaped(DataFile.text(rule, "detail"))));
    page.code(String.join("\n", DataFile.texts(rule, "pattern")));
  }

  /** A detail's placeholders are neither HTML nor emphasis. */
  private static String escaped(String detail) {
    return detail.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_");
  }
}
