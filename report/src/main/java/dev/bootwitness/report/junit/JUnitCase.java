package dev.bootwitness.report.junit;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.PhaseSpan;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.VerdictWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A test case of a run.
 *
 * @param type the cause's id; if there is none, the outcome for a failure, else empty
 * @param blamed whether it carries the verdict
 */
record JUnitCase(
    String name, double seconds, Result result, String type, String message, boolean blamed) {

  /** {@code FAILED}: the image is at fault. {@code ERROR}: it was not judged. */
  enum Result {
    PASSED,
    FAILED,
    ERROR,
    SKIPPED
  }

  private static final List<String> BEFORE_LOGIN =
      List.of("host", "build", "inspect", "wait", "boot", "restore");

  /**
   * The cases of a run: {@code boot}, {@code login} if one was reached or expected, and each check,
   * including those that the run did not reach: a CI system would take a missing case for a removed
   * one. A run that did not pass has at least one case that did not pass, even if every check held.
   */
  static List<JUnitCase> of(Story story) {
    Verdict verdict = story.verdict();
    List<JUnitCase> cases = new ArrayList<>();
    cases.add(passed("boot", seconds(story, BEFORE_LOGIN)));
    boolean login =
        story.phases().stream().anyMatch(phase -> phase.name().equals("login"))
            || verdict.stage() == Stage.READY;
    if (login) {
      cases.add(passed("login", seconds(story, List.of("login"))));
    } else if (!verdict.checks().isEmpty()) {
      String why = "the run did not reach it";
      cases.add(new JUnitCase("login", 0, Result.SKIPPED, "", why, false));
    }
    verdict.checks().forEach(check -> cases.add(of(check, verdict)));
    if (verdict.outcome() != Outcome.PASSED) {
      blame(cases, verdict);
    }
    return distinct(cases);
  }

  /** GitLab identifies a case by its name, and ignores a second one of the same name. */
  private static List<JUnitCase> distinct(List<JUnitCase> cases) {
    Set<String> names = new HashSet<>();
    List<JUnitCase> distinct = new ArrayList<>();
    for (JUnitCase one : cases) {
      String name = one.name();
      for (int n = 2; !names.add(name); n++) {
        name = one.name() + " (" + n + ")";
      }
      distinct.add(one.named(name));
    }
    return List.copyOf(distinct);
  }

  /** What else failed belongs to the failure that does not count. */
  private JUnitCase excused() {
    boolean bad = result == Result.FAILED || result == Result.ERROR;
    return bad ? new JUnitCase(name, seconds, Result.SKIPPED, type, message, blamed) : this;
  }

  private JUnitCase named(String other) {
    return new JUnitCase(other, seconds, result, type, message, blamed);
  }

  private static JUnitCase passed(String name, double seconds) {
    return new JUnitCase(name, seconds, Result.PASSED, "", "", false);
  }

  private static double seconds(Story story, List<String> phases) {
    return story.phases().stream()
        .filter(phase -> phases.contains(phase.name()))
        .mapToDouble(PhaseSpan::seconds)
        .sum();
  }

  private static JUnitCase of(CheckResult check, Verdict verdict) {
    Result result =
        switch (check.outcome()) {
          case CheckResult.PASSED -> Result.PASSED;
          case CheckResult.FAILED ->
              verdict.outcome() == Outcome.FAILED ? Result.FAILED : Result.ERROR;
          default -> Result.SKIPPED;
        };
    String type = result == Result.PASSED || result == Result.SKIPPED ? "" : "check/failed";
    String name = check.boot() == 1 ? check.name() : check.name() + " [boot " + check.boot() + "]";
    return new JUnitCase(name, check.seconds(), result, type, check.message(), false);
  }

  /**
   * Puts the verdict where the run went wrong: the first failed check if the cause concerns checks,
   * else boot or login, whichever was reached last.
   */
  private static void blame(List<JUnitCase> cases, Verdict verdict) {
    Finding primary = verdict.primary();
    String cause =
        primary == null ? verdict.outcome().name().toLowerCase(Locale.ROOT) : primary.cause();
    KnownFailure known = verdict.known();
    boolean excused = known != null && known.excuses();
    Result result =
        excused
            ? Result.SKIPPED
            : verdict.outcome() == Outcome.FAILED ? Result.FAILED : Result.ERROR;
    int place = -1;
    if (cause.startsWith("check/") || cause.startsWith("spec/check")) {
      place = firstBad(cases);
    }
    if (place < 0) {
      boolean atLogin =
          cause.startsWith("login/")
              || cause.startsWith("shell/")
              || cause.startsWith("guest/file");
      place = atLogin && cases.size() > 1 && cases.get(1).name().equals("login") ? 1 : 0;
    }
    JUnitCase there = cases.get(place);
    String message = primary == null ? VerdictWords.says(verdict) : VerdictWords.sentence(primary);
    String said =
        known == null || known.expired()
            ? message
            : "known (%s): %s".formatted(known.ticket(), message);
    cases.set(place, new JUnitCase(there.name(), there.seconds(), result, cause, said, true));
    if (excused) {
      cases.replaceAll(JUnitCase::excused);
    }
  }

  private static int firstBad(List<JUnitCase> cases) {
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).result() == Result.FAILED || cases.get(i).result() == Result.ERROR) {
        return i;
      }
    }
    return -1;
  }
}
