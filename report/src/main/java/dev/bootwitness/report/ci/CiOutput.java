package dev.bootwitness.report.ci;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Shows runs in the CI system that runs this process. Not thread-safe. */
public final class CiOutput {
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  /**
   * GitHub shows no summary of a step that is larger than 1 MiB; this leaves room for other steps'
   * text.
   */
  private static final long MOST_SUMMARY = 900 << 10;

  private final CiSystem system;
  private final Map<String, String> environment;
  private final PrintStream out;

  /**
   * The output of a process.
   *
   * @param environment of this process: it names the system's files
   * @param out the job's log
   */
  public CiOutput(CiSystem system, Map<String, String> environment, PrintStream out) {
    this.system = system;
    this.environment = environment;
    this.out = out;
  }

  /**
   * A run is over, and its verdict has been printed.
   *
   * @throws IOException when the console cannot be read, or the summary not be written
   */
  public void ended(Verdict verdict, RunDirectory record) throws IOException {
    switch (system) {
      case GITHUB -> github(verdict, ConsoleTail.of(record));
      case GITLAB -> gitlab(verdict, ConsoleTail.of(record));
      case NONE -> {}
    }
  }

  private void github(Verdict verdict, List<String> console) throws IOException {
    GithubAnnotation.of(verdict).ifPresent(out::println);
    out.flush();
    String file = environment.get(SUMMARY);
    if (file == null || file.isEmpty()) {
      return;
    }
    Path summary = Path.of(file);
    String text = JobSummary.of(verdict, console);
    long there = Files.exists(summary) ? Files.size(summary) : 0;
    if (there + text.length() < MOST_SUMMARY) {
      Files.writeString(summary, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  /** A section whose name is unique in the job, collapsed. */
  private void gitlab(Verdict verdict, List<String> console) {
    if (console.isEmpty()) {
      return;
    }
    long now = Instant.now().getEpochSecond();
    String section = "console_" + verdict.run().replaceAll("[^A-Za-z0-9_.-]", "_");
    out.printf(
        "\033[0Ksection_start:%d:%s[collapsed=true]\r\033[0KConsole of %s, last %d lines%n",
        now, section, VisibleText.of(JobSummary.name(verdict)), console.size());
    console.forEach(line -> out.println(VisibleText.of(line)));
    out.printf("\033[0Ksection_end:%d:%s\r\033[0K%n", now, section);
    out.flush();
  }
}
