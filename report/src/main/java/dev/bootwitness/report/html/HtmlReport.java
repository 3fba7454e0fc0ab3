package dev.bootwitness.report.html;

import dev.bootwitness.report.story.Story;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * A run as one page for a browser, with everything in it.
 *
 * <p>The size is bounded whatever the record holds: 2 MB, and the captured files that are shown.
 */
public final class HtmlReport {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @throws IOException when the record cannot be read or {@code out} throws it
   */
  public static void write(Story story, Writer out) throws IOException {
    try {
      TEMPLATES.render("report.jte", PageView.of(story), new WriterOutput(out));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A console's rows, each by its own template, one in memory at a time. */
  static Content rows(ConsoleView console) {
    return output -> console.rows(row -> TEMPLATES.render("row.jte", row, output));
  }

  /** A file of this package. */
  static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
