package dev.bootwitness.report.ci;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A job of GitHub: a section of the summary and an annotation for each run, groups in the log.
 *
 * <p>Verdicts quote guests, and GitHub takes commands from any line of the log. It takes none
 * between {@code stop-commands} and the token that was given with it (docs.github.com, "Stopping
 * and starting workflow commands"), so all that runs print stands there.
 */
final class GithubJob implements CiJob {
  private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

  /**
   * GitHub shows no summary of a step that is larger than 1 MiB; this leaves room for other steps'
   * text.
   */
  private static final long MOST_SUMMARY = 900 << 10;

  private final Map<String, String> environment;
  private final String token;
  private final PrintStream out;

  /**
   * The job of a process.
   *
   * @param token what ends the text, and no guest can know
   */
  GithubJob(Map<String, String> environment, String token, PrintStream out) {
    this.environment = environment;
    this.token = token;
    this.out = out;
  }

  @Override
  public void began() {
    print(stop());
  }

  @Override
  public void ended(CiRun run) throws IOException {
    var text = new StringBuilder(go());
    GithubAnnotation.of(run, environment).ifPresent(it -> text.append(it).append('\n'));
    for (FoldedPart part : run.parts()) {
      text.append("::group::").append(GithubAnnotation.data(part.title())).append('\n');
      text.append(stop());
      part.safeLines().forEach(line -> text.append(line).append('\n'));
      text.append(go()).append("::endgroup::\n");
    }
    print(text.append(stop()));
    summary(run);
  }

  @Override
  public void over() {
    print(go());
  }

  /** From here on nothing is a command. */
  private String stop() {
    return "::stop-commands::" + token + "\n";
  }

  /** From here on lines are commands. */
  private String go() {
    return "::" + token + "::\n";
  }

  /**
   * In one write, which holds the stream's lock: a line of another run must not come where lines
   * are commands.
   */
  private void print(CharSequence text) {
    out.print(text);
    out.flush();
  }

  private void summary(CiRun run) throws IOException {
    String file = environment.get(SUMMARY);
    if (file == null || file.isEmpty()) {
      return;
    }
    Path summary = Path.of(file);
    String text = JobSummary.of(run);
    long there = Files.exists(summary) ? Files.size(summary) : 0;
    if (there + text.length() < MOST_SUMMARY) {
      Files.writeString(summary, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
