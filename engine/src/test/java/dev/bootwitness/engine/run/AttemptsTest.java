package dev.bootwitness.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptsTest {

  private static final RunOptions OPTIONS = new RunOptions(Path.of("."), Map.of(), "test");

  @Test
  void aFailureIsTriedAgainAsOftenAsAllowedOnAFreshMachine() {
    Attempts attempts = new Attempts(2);

    assertThat(attempts.next(OPTIONS).fresh()).isFalse();
    assertThat(attempts.again(failed("run-1"))).isTrue();
    RunOptions second = attempts.next(OPTIONS);
    assertThat(second.fresh()).isTrue();
    assertThat(second.attempts()).isEqualTo(3);
    assertThat(second.earlier()).extracting(RunAttempt::run).containsExactly("run-1");
    assertThat(attempts.again(failed("run-2"))).isTrue();
    assertThat(attempts.again(failed("run-3"))).isFalse();
    assertThat(attempts.next(OPTIONS).earlier()).hasSize(2);
  }

  @Test
  void whatAnotherRunCannotChangeIsNotTriedAgain() {
    Attempts attempts = new Attempts(5);

    assertThat(attempts.again(verdict("a", Outcome.PASSED, null, true))).isFalse();
    assertThat(attempts.again(verdict("a", Outcome.INTERRUPTED, null, true))).isFalse();
    assertThat(attempts.again(verdict("a", Outcome.BROKEN, Fault.SPEC, true))).isFalse();
    assertThat(attempts.again(verdict("a", Outcome.FAILED, Fault.IMAGE, false)))
        .as("no machine was started: the build failed")
        .isFalse();
    assertThat(attempts.again(verdict("a", Outcome.BROKEN, Fault.HOST, true))).isTrue();
    assertThat(attempts.again(verdict("a", Outcome.INCONCLUSIVE, null, true))).isTrue();
  }

  @Test
  void aKnownFailureThatPassesIsNotTriedAgain() {
    KnownFailure passes = new KnownFailure("T-1", "anna", "2027-01-31", "x", false, true);
    KnownFailure fails = new KnownFailure("T-1", "anna", "2027-01-31", "x", false, false);
    Verdict failed = failed("run-1");

    assertThat(new Attempts(1).again(failed.among(passes, List.of(), List.of()))).isFalse();
    assertThat(new Attempts(1).again(failed.among(fails, List.of(), List.of()))).isTrue();
  }

  private static Verdict failed(String run) {
    return verdict(run, Outcome.FAILED, Fault.IMAGE, true);
  }

  private static Verdict verdict(
      String run, Outcome outcome, @Nullable Fault fault, boolean machine) {
    Finding cause =
        new Finding("kernel/panic", "", "it panicked", "", null, null, null, "", "", fault);
    return new Verdict(
        Verdict.FORMAT,
        run,
        "spec",
        outcome,
        fault,
        Stage.KERNEL,
        outcome == Outcome.PASSED ? null : cause,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        machine ? new Verdict.MachineIdentity("8", "tcg", List.of(), 1) : null,
        null,
        null);
  }
}
