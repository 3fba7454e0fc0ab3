package dev.bootwitness.junit;

import dev.bootwitness.engine.run.RunResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.VerdictWords;
import dev.bootwitness.report.terminal.Style;
import dev.bootwitness.report.terminal.VerdictText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person reads of a failed test: the verdict, then the assertion, then the record. */
public final class FailureMessage {

  private static final int QUOTED = 3;

  private FailureMessage() {}

  /** The verdict of a run that is over, as the command line prints it. */
  public static String whole(RunResult result) {
    StringBuilder text = new StringBuilder();
    try {
      VerdictText.print(result.verdict(), result.record(), Style.PLAIN, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().stripTrailing();
  }

  /** The first line of it, for tests that were not run because of it. */
  public static String headline(String whole) {
    return whole.lines().findFirst().orElse("").replaceFirst("^\\W*FAILED\\s+", "").strip();
  }

  /**
   * A failed assertion.
   *
   * @param verdict the judgement so far
   */
  static String of(Verdict verdict, String assertion, Path record) {
    return text(
        Optional.ofNullable(verdict.primary()), VerdictWords.says(verdict), assertion, record);
  }

  /**
   * A failed check of a spec.
   *
   * @param finding what the run reported of it; empty for nothing
   */
  public static String of(Optional<Finding> finding, String check, Path record) {
    return text(finding, "", check, record);
  }

  private static String text(
      Optional<Finding> finding, String whose, String assertion, Path record) {
    String lead =
        finding
            .filter(cause -> !cause.cause().startsWith("check/"))
            .map(cause -> lead(cause, whose))
            .orElse("check/failed   the guest is not as expected; no other cause was found");
    return "%s\n\n  assertion  %s\n  record     %s".formatted(lead, indented(assertion), record);
  }

  private static String lead(Finding primary, String whose) {
    String first = whose.isEmpty() ? primary.cause() : primary.cause() + "   " + whose;
    String evidence =
        primary.quote().isBlank()
            ? ""
            : "\n  %-9s  %s"
                .formatted(
                    primary.channel(),
                    indented(
                        primary.quote().lines().limit(QUOTED).collect(Collectors.joining("\n"))));
    return first
        + "\n  "
        + safe(VerdictWords.sentence(primary))
        + evidence
        + "\n  next       %s".formatted(safe(primary.advice()));
  }

  private static String indented(String text) {
    return text.strip()
        .lines()
        .map(FailureMessage::safe)
        .collect(Collectors.joining("\n             "));
  }

  private static String safe(String line) {
    return Style.PLAIN.safe(line);
  }
}
