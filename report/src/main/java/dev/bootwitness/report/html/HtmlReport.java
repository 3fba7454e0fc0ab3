package dev.bootwitness.report.html;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.report.story.RunReport;
import dev.bootwitness.report.story.Story;
import java.io.IOException;
import java.io.Writer;

/**
 * A run as one page for a browser, with everything in it.
 *
 * <p>The size is bounded whatever the record contains: 2 MB plus the captured files that are shown.
 */
public final class HtmlReport {
  public static final RunReport REPORT =
      new RunReport(
          "html",
          RunDirectory::html,
          "Write the page for a browser.",
          (story, environment, out) -> write(story, CauseDocs.of(environment), out));

  private HtmlReport() {}

  /**
   * Writes the page.
   *
   * @param docs the pages of causes, which it links to
   * @throws IOException when the record cannot be read or {@code out} throws it
   */
  public static void write(Story story, CauseDocs docs, Writer out) throws IOException {
    Pages.write("report.jte", PageView.of(story, docs), out);
  }
}
