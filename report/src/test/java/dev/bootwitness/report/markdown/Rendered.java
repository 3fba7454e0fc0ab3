package dev.bootwitness.report.markdown;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Markdown as shown by a renderer that allows everything. */
record Rendered(String html, String text) {
  private static final List<org.commonmark.Extension> GITHUB =
      List.of(TablesExtension.create(), AutolinkExtension.create());

  /** Whatever is not one of these tags loads, links, runs or hides something. */
  private static final Pattern ELSE =
      Pattern.compile(
          "<(?!/?(?:p|ul|ol|li|code|pre|strong|table|thead|tbody|tr|th|td|h[123])(?: start=\"0\"| class=\"language-text\"| align=\"[a-z]+\")?>)");

  static Rendered of(String markdown) {
    var document = Parser.builder().extensions(GITHUB).build().parse(markdown);
    String html = HtmlRenderer.builder().extensions(GITHUB).build().render(document);
    String text =
        html.replaceAll("<[^>]*>", "")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .strip();
    return new Rendered(html, text);
  }

  boolean doesNothing() {
    return !ELSE.matcher(html).find();
  }
}
