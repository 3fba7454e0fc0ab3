package dev.bootwitness.report.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatWordsTest {

  private static final RunAttempt SAME =
      new RunAttempt("r2", Outcome.FAILED, "check/failed", "who", "it is root");
  private static final RunAttempt OTHER =
      new RunAttempt("r3", Outcome.FAILED, "kernel/panic", "", "it panicked");
  private static final RunAttempt PASSED = new RunAttempt("r4", Outcome.PASSED, "", "", "");

  @Test
  void repeatsSettleWhetherItIsChance() {
    assertThat(repeated(SAME, SAME, SAME))
        .isEqualTo("the image, not chance: 3 of 3 repeats failed with the same cause, 0 passed");
    assertThat(repeated(SAME, PASSED, PASSED))
        .isEqualTo("a flake: 1 of 3 repeats failed with the same cause, 2 passed");
    assertThat(repeated(SAME, OTHER))
        .isEqualTo(
            "not settled, because the causes differ: 1 of 2 repeats failed with the same cause, 0"
                + " passed");
    assertThat(repeated(new RunAttempt("r", Outcome.FAILED, "check/failed", "whom", "")))
        .as("another subject is another failure")
        .startsWith("not settled");
    assertThat(RepeatWords.repeats(failed())).isEmpty();
  }

  @Test
  void aRunThatPassesAfterOneThatFailedIsFlaky() {
    Verdict flaky = verdict(Outcome.PASSED, null).among(null, List.of(SAME), List.of());

    assertThat(VerdictWords.name(flaky)).isEqualTo("FLAKY");
    assertThat(VerdictWords.says(flaky)).isEqualTo("reached ready; passed at attempt 2");
    assertThat(RepeatWords.attempts(flaky))
        .containsExactly("attempt 1 failed: check/failed, it is root (run r2)");
    assertThat(VerdictWords.name(failed().among(null, List.of(SAME), List.of())))
        .isEqualTo("FAILED");
  }

  @Test
  void aKnownFailureIsShownWithItsTicketUntilItExpires() {
    assertThat(VerdictWords.says(known(false))).isEqualTo("the image is at fault; known: T-1");
    assertThat(RepeatWords.known(known(false)))
        .contains("T-1, owner anna, until 2027-01-31: a bug");
    assertThat(VerdictWords.says(known(true))).isEqualTo("the image is at fault");
    assertThat(RepeatWords.known(known(true)).orElseThrow())
        .contains("T-1", "anna", "expired on 2027-01-31");
  }

  private static Verdict known(boolean expired) {
    KnownFailure known = new KnownFailure("T-1", "anna", "2027-01-31", "a bug", expired, false);
    return failed().among(known, List.of(), List.of());
  }

  private static String repeated(RunAttempt... repeats) {
    return RepeatWords.repeats(failed().among(null, List.of(), List.of(repeats))).orElseThrow();
  }

  private static Verdict failed() {
    return verdict(
        Outcome.FAILED,
        new Finding("check/failed", "", "it is root", "who", "", null, null, null, "", "", null));
  }

  private static Verdict verdict(Outcome outcome, @Nullable Finding primary) {
    return new Verdict(
        Verdict.FORMAT,
        "r1",
        "spec",
        outcome,
        primary == null ? null : Fault.IMAGE,
        Stage.READY,
        primary,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        null,
        null);
  }
}
