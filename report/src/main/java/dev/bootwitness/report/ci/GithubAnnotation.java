package dev.bootwitness.report.ci;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.VerdictWords;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A run that did not pass as a workflow command of GitHub: an annotation at the spec, which appears
 * beside the changed files.
 */
final class GithubAnnotation {
  private static final String REPOSITORY = "GITHUB_WORKSPACE";

  private GithubAnnotation() {}

  /** The command, one line; empty for a run that passed. */
  static Optional<String> of(CiRun run, Map<String, String> environment) {
    Verdict verdict = run.verdict();
    if (verdict.outcome() == Outcome.PASSED) {
      return Optional.empty();
    }
    Finding primary = verdict.primary();
    String title =
        JobSummary.name(verdict)
            + ": "
            + (primary == null ? VerdictWords.name(verdict) : primary.cause());
    String message =
        primary == null
            ? VerdictWords.says(verdict)
            : VerdictWords.sentence(primary)
                + "\n"
                + primary.advice()
                + run.docs().page(primary.cause()).map(page -> "\n" + page).orElse("");
    SpecPlace place =
        SpecPlace.of(
            verdict, primary, Optional.ofNullable(environment.get(REPOSITORY)).map(Path::of));
    return Optional.of(
        "::%s file=%s%s,title=%s::%s"
            .formatted(
                level(verdict),
                property(place.path()),
                place.line() == null ? "" : ",line=" + place.line(),
                property(title),
                data(message)));
  }

  /** How much it matters: Buildkite has the same words for its styles. */
  static String level(Verdict verdict) {
    boolean excused = verdict.known() != null && verdict.known().excuses();
    return excused || verdict.outcome() == Outcome.INCONCLUSIVE ? "warning" : "error";
  }

  /** As @actions/core escapes a message (packages/core/src/command.ts). */
  static String data(String text) {
    String visible =
        text.lines().map(VisibleText::of).reduce((a, b) -> a + "\n" + b).orElse("").strip();
    return visible
        .replace("##[", "# #[")
        .replace("%", "%25")
        .replace("\r", "%0D")
        .replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
