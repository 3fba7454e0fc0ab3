package dev.bootwitness.report.suite;

import dev.bootwitness.report.html.Pages;
import java.nio.file.Path;
import java.util.List;

/**
 * A suite as one HTML file: a row for each spec, with a link to its run's report. It loads nothing.
 */
final class SuitePage {
  private SuitePage() {}

  /**
   * The file's content.
   *
   * @param folder that the file will be in
   * @param problems whole sentences
   */
  static String of(Path folder, List<String> problems, List<MergedFolder.Entry> entries) {
    return Pages.text("suite.jte", new SuiteView(folder, problems, entries));
  }
}
