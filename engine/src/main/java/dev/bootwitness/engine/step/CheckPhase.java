package dev.bootwitness.engine.step;

import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.journal.UnitFailure;
import dev.bootwitness.engine.binding.Scale;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.check.CheckOutcome;
import dev.bootwitness.engine.check.CheckRunner;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.check.Quarantine;
import dev.bootwitness.engine.check.WaitListener;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Runs checks that follow each other in the order of the spec; a failed check does not prevent the
 * others from running.
 */
final class CheckPhase {

  private final RunContext context;
  private final RunningMachine booted;
  private final int boot;

  /** Runs checks in that boot of the machine, counted from 1. */
  CheckPhase(RunContext context, RunningMachine booted, int boot) {
    this.context = context;
    this.booted = booted;
    this.boot = boot;
  }

  /**
   * Runs them all.
   *
   * @param bases what the result of each depends on, see {@link CheckBasis}
   */
  void run(List<CheckSpec> checks, List<String> bases) throws RunStopped, InterruptedException {
    FramedShell shell = booted.shell().orElseThrow();
    GuestShell guest = new GuestShell(shell, booted.side(), context.record());
    context.phase("check", () -> checkAll(checks, bases, guest));
  }

  private RunContext.Done<Boolean> checkAll(
      List<CheckSpec> checks, List<String> bases, GuestShell guest)
      throws RunStopped, InterruptedException {
    Scale scale = context.pace().scale();
    CheckRunner runner = new CheckRunner(guest, scale);
    int passed = 0;
    int tolerated = 0;
    for (int i = 0; i < checks.size(); i++) {
      CheckSpec check = checks.get(i);
      long began = System.nanoTime();
      context.record().append(new Event.CheckStarted(check.name()));
      check
          .within()
          .ifPresent(w ->
              context
                  .record()
                  .append(new Event.Awaiting(check.name(), scale.of(w).toNanos() / 1e9)));
      CheckOutcome outcome = runner.run(check.asked(), heard(check));
      double seconds = (System.nanoTime() - began) / 1e9;
      passed += outcome instanceof CheckOutcome.Held ? 1 : 0;
      tolerated += Quarantine.tolerates(check, outcome, today()) ? 1 : 0;
      end(check, outcome, seconds, bases.get(i));
      if (outcome instanceof CheckOutcome.ShellLost lost) {
        skip(checks.subList(i + 1, checks.size()));
        context.record().awaitDelivery();
        Optional<Finding> fatal = context.diagnosis().fatal();
        if (fatal.isPresent()) {
          throw new RunStopped(fatal.get().detail());
        }
        throw new RunStopped(
            FindingBuilder.about(lost.causeId(), lost.message(), "serial", lost.quote())
                .at(booted.clock().seconds())
                .finding());
      }
    }
    String summary =
        passed
            + " of "
            + checks.size()
            + " passed"
            + (tolerated == 0 ? "" : ", " + tolerated + " quarantined");
    if (passed + tolerated < checks.size()) {
      throw new RunStopped(summary);
    }
    return new RunContext.Done<>(true, summary);
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }

  private WaitListener heard(CheckSpec check) {
    double seconds =
        check.within().map(w -> context.pace().scale().of(w).toNanos() / 1e9).orElse(0.0);
    return new WaitListener() {
      @Override
      public void hangsOn(String why) {
        context.record().append(new Event.Awaiting(check.name(), seconds, why));
      }

      @Override
      public void saw(String cause, String detail, String quote) {
        if (check.quarantine().filter(why -> why.holds(today())).isPresent()) {
          return;
        }
        context.report(
            FindingBuilder.about(cause, detail, "guest", quote)
                .at(booted.clock().seconds())
                .finding());
      }
    };
  }

  private void end(CheckSpec check, CheckOutcome outcome, double seconds, String basis) {
    String result =
        switch (outcome) {
          case CheckOutcome.Held h -> CheckResult.PASSED;
          case CheckOutcome.Failed f ->
              Quarantine.tolerates(check, outcome, today())
                  ? CheckResult.QUARANTINED
                  : CheckResult.FAILED;
          // Nothing was learnt about the guest: that is not a failed expectation.
          case CheckOutcome.ShellLost l -> CheckResult.NOT_RUN;
        };
    context
        .record()
        .append(
            new Event.CheckEnded(
                new CheckResult(
                    check.name(),
                    result,
                    seconds,
                    Quarantine.message(check, outcome, today()),
                    basis,
                    boot,
                    "")));
    if (Quarantine.tolerates(check, outcome, today())) {
      return;
    }
    outcome
        .cause()
        .ifPresent(cause -> {
          if (cause.equals("check/timed-out")) {
            context.deadlineMissed();
          }
          FindingBuilder finding =
              FindingBuilder.about(
                      cause,
                      "check \"" + check.name() + "\": " + outcome.message(),
                      "guest",
                      outcome.quote())
                  .subject(outcome.subject().isEmpty() ? check.name() : outcome.subject());
          context.report(advised(finding, cause).at(booted.clock().seconds()).finding());
        });
  }

  /** The advice names the unit if a failed unit is the cause. */
  private static FindingBuilder advised(FindingBuilder finding, String cause) {
    Optional<String> unit =
        cause.equals("systemd/unit-failed")
            ? UnitFailure.named(finding.finding())
            : Optional.empty();
    return unit.map(name ->
            finding.advice(
                "Read the unit's journal in the guest with `journalctl -b -u %s`, and its state with `systemctl status %s`."
                    .formatted(name, name)))
        .orElse(finding);
  }

  private void skip(List<CheckSpec> checks) {
    for (CheckSpec check : checks) {
      context
          .record()
          .append(
              new Event.CheckEnded(
                  new CheckResult(
                      check.name(),
                      CheckResult.NOT_RUN,
                      0,
                      "the shell was lost earlier",
                      "",
                      boot,
                      "")));
    }
  }
}
