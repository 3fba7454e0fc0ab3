package dev.bootwitness.report.followup;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.html.HtmlReport;
import dev.bootwitness.report.junit.JUnitReport;
import dev.bootwitness.report.markdown.MarkdownReport;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.StoryTeller;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The written reports of one run. */
public final class Reports {
  private final Story story;
  private final Optional<Path> base;

  private Reports(Story story, Optional<Path> base) {
    this.story = story;
    this.base = base;
  }

  /**
   * The reports of a record, which may end anywhere.
   *
   * @param environment {@code CI_PROJECT_DIR} is the folder at which GitLab wants paths to begin
   * @throws IOException when the record cannot be read
   */
  public static Reports of(RunDirectory directory, Verdict verdict, Map<String, String> environment)
      throws IOException {
    return of(StoryTeller.read(directory, verdict), environment);
  }

  /** The reports of a story. */
  static Reports of(Story story, Map<String, String> environment) {
    Optional<Path> base =
        Optional.ofNullable(environment.get("CI_PROJECT_DIR"))
            .map(dir -> Path.of(dir).toAbsolutePath().normalize());
    return new Reports(story, base);
  }

  /**
   * Writes all of them into the run's directory, each atomically.
   *
   * @throws IOException when one cannot be written
   */
  public void writeAll() throws IOException {
    RunDirectory directory = story.directory();
    whole(directory.html(), this::html);
    whole(directory.markdown(), this::markdown);
    whole(directory.junit(), this::junit);
  }

  /** Writes {@code report.html}. */
  public void html(Writer out) throws IOException {
    HtmlReport.write(story, out);
  }

  /** Writes {@code report.md}. */
  public void markdown(Writer out) throws IOException {
    out.write(MarkdownReport.of(story));
  }

  /** Writes {@code junit.xml}. */
  public void junit(Writer out) throws IOException {
    JUnitReport.write(story, base, out);
  }

  private interface Report {
    void write(Writer out) throws IOException;
  }

  /** A reader never sees half a report, and a full disk never destroys the old one. */
  private static void whole(Path file, Report report) throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try (Writer out = Files.newBufferedWriter(aside)) {
        report.write(out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
