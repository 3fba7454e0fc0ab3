package dev.bootwitness.report.files;

import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is written when a run has its verdict: the reports beside the record. */
public final class AfterRun {

  private AfterRun() {}

  /**
   * Writes them. A report that cannot be written costs no run its verdict.
   *
   * @param record the run's directory
   * @param environment of this process: a CI system says there where it wants things
   * @return what could not be done, a sentence each
   */
  public static List<String> write(Verdict verdict, Path record, Map<String, String> environment) {
    try {
      Reports.of(RunDirectory.open(record), verdict, environment).writeAll();
      return List.of();
    } catch (IOException e) {
      return List.of("the reports could not be written: " + e.getMessage());
    }
  }
}
