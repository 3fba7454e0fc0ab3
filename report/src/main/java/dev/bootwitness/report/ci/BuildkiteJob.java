package dev.bootwitness.report.ci;

import java.io.IOException;
import java.io.PrintStream;

/**
 * A job of Buildkite: groups in the log, and an annotation of the build for a run that did not
 * pass.
 */
final class BuildkiteJob implements CiJob {

  /** Sends an annotation. */
  @FunctionalInterface
  interface Annotations {
    /**
     * Shows it on the build's page.
     *
     * @param style {@code error} or {@code warning}
     * @param context another annotation of the same context takes its place
     */
    void show(String style, String context, String markdown) throws IOException;
  }

  private final Annotations annotations;
  private final PrintStream out;

  BuildkiteJob(Annotations annotations, PrintStream out) {
    this.annotations = annotations;
    this.out = out;
  }

  /** The console of a run that did not pass is open, all else folded. */
  @Override
  public void ended(CiRun run) throws IOException {
    var text = new StringBuilder();
    for (FoldedPart part : run.parts()) {
      boolean open = !run.passed() && part.kind().equals("console");
      text.append(open ? "+++ " : "--- ").append(part.title()).append('\n');
      part.safeLines().forEach(line -> text.append(line).append('\n'));
    }
    // In one write: the lines of another run do not belong into a group.
    out.print(text);
    out.flush();
    if (!run.passed()) {
      annotations.show(
          GithubAnnotation.level(run.verdict()),
          "bootwitness-" + run.verdict().spec(),
          JobSummary.of(run));
    }
  }
}
