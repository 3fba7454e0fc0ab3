package dev.bootwitness.report.diff;

import dev.bootwitness.report.TerminalText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The comparison as one HTML file: no script, nothing from the network, and every text of the
 * guest's escaped.
 */
final class DiffHtml {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Bootwitness: two runs compared</title>
      <style>
      :root { color-scheme: light dark; --line: #8884; --faint: light-dark(#555, #aaa);
        --gone: light-dark(#a40000, #ff8f8f); --new: light-dark(#005a9c, #8fc7ff); }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 80rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
      code, td.text { font-family: ui-monospace, monospace; font-size: .85rem; overflow-wrap: anywhere; white-space: pre-wrap; }
      table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line); }
      .a { color: var(--gone); } .b { color: var(--new); } .faint { color: var(--faint); }
      .first { border-left: .3rem solid var(--gone); padding: .1rem 1rem; }
      @media print { body { margin: 0; max-width: none; } }
      </style>
      </head>
      <body>
      <main>
      """;

  private final RunDiff diff;
  private final StringBuilder out = new StringBuilder(HEAD);

  private DiffHtml(RunDiff diff) {
    this.diff = diff;
  }

  static String of(RunDiff diff) {
    return new DiffHtml(diff).render();
  }

  private String render() {
    out.append("<h1>")
        .append(diff.first().isEmpty() ? "No difference that matters" : "Two runs that differ")
        .append("</h1>\n");
    diff.first()
        .ifPresent(first ->
            out.append("<p class=\"first\">First divergence, in ")
                .append(first.part().word())
                .append(when(first.at()))
                .append(":<br><code>")
                .append(escaped(DiffText.sentence(first)))
                .append("</code></p>\n"));
    out.append(
        "<table><thead><tr><th>run</th><th>outcome</th><th>cause</th></tr></thead><tbody>\n");
    run("A", "a", diff.a());
    run("B", "b", diff.b());
    out.append("</tbody></table>\n");
    for (Difference.Part part : Difference.Part.values()) {
      table(capital(part.word()), diff.mattering(part));
    }
    out.append("<p class=\"faint\">")
        .append(diff.same())
        .append(" kinds of log line are in both runs.</p>\n");
    if (!diff.chance().isEmpty()) {
      out.append("<details><summary>")
          .append(diff.chance().size())
          .append(" differences by chance: timing, characters lost on the line</summary>\n");
      table("", diff.chance());
      out.append("</details>\n");
    }
    return out.append("</main>\n</body>\n</html>\n").toString();
  }

  private void run(String name, String style, RunSeen run) {
    String bootedBy = run.bootedBy();
    out.append("<tr><td><b class=\"%s\">%s</b> ".formatted(style, name))
        .append(escaped(run.id()))
        .append(bootedBy == null ? "" : ", booted by " + escaped(bootedBy));
    run.gaps().forEach(gap -> out.append("<br>").append(escaped(gap)));
    out.append("</td><td>")
        .append(run.verdict().outcome().name().toLowerCase(Locale.ROOT))
        .append("</td><td>")
        .append(run.verdict().primary() == null ? "" : escaped(run.verdict().primary().cause()))
        .append("</td></tr>\n");
  }

  private void table(String title, List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    if (!title.isEmpty()) {
      out.append("<h2>").append(title).append("</h2>\n");
    }
    out.append(
        "<table><thead><tr><th>what</th><th>where</th><th class=\"a\">A</th><th class=\"b\">B</th></tr></thead><tbody>\n");
    for (Difference d : differences) {
      out.append("<tr><td>")
          .append(escaped(d.what()))
          .append("</td><td>")
          .append(d.lineA() > 0 ? "A line " + d.lineA() + " " : "")
          .append(d.lineB() > 0 ? "B line " + d.lineB() : "")
          .append(when(d.at()))
          .append("</td><td class=\"text\">")
          .append(cell(d.a()))
          .append("</td><td class=\"text\">")
          .append(cell(d.b()))
          .append("</td></tr>\n");
    }
    out.append("</tbody></table>\n");
  }

  private static String cell(@Nullable String text) {
    return text == null ? "<span class=\"faint\">not there</span>" : escaped(text);
  }

  private static String when(@Nullable Double at) {
    return at == null ? "" : " at " + RunDiff.seconds(at);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** Safe as the text of an element. */
  static String escaped(String text) {
    return TerminalText.visible(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
