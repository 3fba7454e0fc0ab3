package dev.bootwitness.report.ci;

import java.io.PrintStream;

/**
 * A job of Jenkins, which shows the cases of {@code junit.xml} with their attachments (JUnit
 * Attachments plug-in). Its log has no folds, so only a run that did not pass adds to it.
 */
final class JenkinsJob implements CiJob {

  private final PrintStream out;

  JenkinsJob(PrintStream out) {
    this.out = out;
  }

  @Override
  public void ended(CiRun run) {
    if (run.passed()) {
      return;
    }
    for (FoldedPart part : run.parts()) {
      out.println(part.title());
      part.safeLines().forEach(out::println);
    }
    out.flush();
  }
}
