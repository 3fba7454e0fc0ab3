package dev.bootwitness.report.followup;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.html.HtmlReport;
import dev.bootwitness.report.junit.JUnitReport;
import dev.bootwitness.report.markdown.MarkdownReport;
import dev.bootwitness.report.story.RunReport;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The written reports of one run. */
public final class Reports {

  /** Every kind of them. */
  public static final List<RunReport> ALL =
      List.of(HtmlReport.REPORT, MarkdownReport.REPORT, JUnitReport.REPORT);

  private final Story story;
  private final Map<String, String> environment;

  private Reports(Story story, Map<String, String> environment) {
    this.story = story;
    this.environment = environment;
  }

  /**
   * The reports of a record, which may end anywhere.
   *
   * @param environment of this process: a CI system says there where paths begin
   * @throws IOException when the record cannot be read
   */
  public static Reports of(RunDirectory directory, Verdict verdict, Map<String, String> environment)
      throws IOException {
    return of(StoryTeller.read(directory, verdict), environment);
  }

  /** The reports of a story. */
  static Reports of(Story story, Map<String, String> environment) {
    return new Reports(story, environment);
  }

  /**
   * Writes all of them into the run's directory, each whole or not at all.
   *
   * @throws IOException when one cannot be written
   */
  public void writeAll() throws IOException {
    for (RunReport report : ALL) {
      whole(report);
    }
  }

  /**
   * Writes one of them.
   *
   * @throws IOException when the record cannot be read or {@code out} throws it
   */
  public void write(RunReport report, Writer out) throws IOException {
    report.writing().write(story, environment, out);
  }

  /** A reader never sees half a report, nor loses the old one to a full disk. */
  private void whole(RunReport report) throws IOException {
    Path file = report.file().apply(story.directory());
    Path aside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try (Writer out = Files.newBufferedWriter(aside)) {
        write(report, out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
