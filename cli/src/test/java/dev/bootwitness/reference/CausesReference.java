package dev.bootwitness.reference;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The catalogue, a section a cause. */
final class CausesReference implements ReferencePage {

  @Override
  public String file() {
    return "causes.md";
  }

  @Override
  public String markdown() throws IOException {
    DataFile causes = DataFile.bundled("causes");
    Markdown page = new Markdown("Causes", "`causes.yaml` and the packs");
    page.paragraph(
        "Every verdict takes its cause from this catalogue, to which [packs](../guides/packs.md) add. An"
            + " id never changes its meaning.");
    page.table(List.of("key", "meaning"), causes.keys());
    page.table(List.of("trait", "meaning"), causes.values());
    families(page, causes);
    for (Map.Entry<String, DataFile> pack : DataFile.packs("causes").entrySet()) {
      page.paragraph("The pack `" + pack.getKey() + "` adds:");
      families(page, pack.getValue());
    }
    return page.toString();
  }

  private static void families(Markdown page, DataFile causes) {
    String family = "";
    for (Map<String, Object> cause : causes.entries()) {
      String id = DataFile.text(cause, "id");
      String of = id.substring(0, id.indexOf('/'));
      if (!of.equals(family)) {
        page.heading(2, of);
        family = of;
      }
      section(page, id, cause);
    }
  }

  private static void section(Markdown page, String id, Map<String, Object> cause) {
    page.heading(3, id);
    page.paragraph(
        "**" + sentence(DataFile.text(cause, "title")) + "** " + DataFile.text(cause, "means"));
    page.paragraph("- Recognised: " + DataFile.text(cause, "recognised"));
    page.line("- Next: " + DataFile.text(cause, "next"));
    String fault = DataFile.text(cause, "fault");
    page.line(
        "- Fault: %s. Severity: %s."
            .formatted(
                fault.isEmpty() ? "depends on the run" : fault, DataFile.text(cause, "severity")));
    for (String key : List.of("explains", "explained-by", "behind")) {
      List<String> others = DataFile.texts(cause, key);
      if (!others.isEmpty()) {
        page.line(
            "- `"
                + key
                + "`: "
                + String.join(", ", others.stream().map(CausesReference::link).toList()));
      }
    }
    if (DataFile.text(cause, "stop").equals("true")) {
      page.line("- The boot stops here. A later stage makes the finding void.");
    }
  }

  private static String sentence(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1) + ".";
  }

  /** A link to a cause from any page of the reference. */
  static String link(String id) {
    return "[" + id + "](causes.md#" + Markdown.anchor(id) + ")";
  }
}
