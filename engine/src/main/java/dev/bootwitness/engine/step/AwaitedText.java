package dev.bootwitness.engine.step;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.expect.ExpectResult;
import dev.bootwitness.console.expect.Expectation;
import dev.bootwitness.console.expect.TextPattern;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import java.time.Duration;
import java.util.Optional;

/** A text that a step waits for on the console. */
final class AwaitedText {

  private AwaitedText() {}

  /**
   * Waits until it comes.
   *
   * @throws RunStopped when it does not come within the time, with what was seen instead
   */
  static void await(RunContext context, RunningMachine booted, String text, Duration within)
      throws RunStopped, InterruptedException {
    Duration limit = context.pace().scale().of(within);
    String what = "\"" + text + "\" on the console";
    context.record().append(new Event.Awaiting(what, limit.toNanos() / 1e9));
    ExpectResult result =
        booted
            .console()
            .expect(
                Expectation.of(what, TextPattern.literal(text)),
                Deadline.in(limit, ConsoleClock.SYSTEM));
    switch (result) {
      case ExpectResult.Matched _ -> {}
      case ExpectResult.Interrupted _ -> {
        var _ = Thread.interrupted();
        throw new InterruptedException("while waiting for " + what);
      }
      case ExpectResult.Unmatched missed -> {
        context.record().awaitDelivery();
        Optional<Finding> fatal = context.diagnosis().fatal();
        throw fatal.isPresent()
            ? new RunStopped(fatal.get().detail())
            : new RunStopped(
                FindingBuilder.about("check/timed-out", missed.describe(), "serial", "")
                    .subject(text)
                    .at(booted.clock().seconds())
                    .finding());
      }
    }
  }
}
