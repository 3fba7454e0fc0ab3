package dev.bootwitness.engine.run;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.RecordWriter;
import dev.bootwitness.record.Verdict;

/** What all phases of one run share: the spec, the record, the diagnosis. */
public record RunContext(
    Spec spec,
    RunOptions options,
    Secrets secrets,
    RecordWriter record,
    Diagnosis diagnosis,
    HostSpeed pace,
    RunTime time) {

  /** The body of a phase; its result's text is the phase's summary. */
  @FunctionalInterface
  public interface PhaseBody<T> {
    Done<T> run() throws RunStopped, InterruptedException;
  }

  /** A phase's result and its one-line summary. */
  public record Done<T>(T value, String summary) {}

  /** Runs a timed step: its beginning, end and outcome become events whatever happens in it. */
  public <T> T phase(String name, PhaseBody<T> body) throws RunStopped, InterruptedException {
    try (OpenPhase phase = begin(name)) {
      try {
        Done<T> done = body.run();
        phase.end(true, done.summary);
        return done.value;
      } catch (RunStopped stopped) {
        RunStopped reported = reported(stopped);
        phase.end(false, summary(reported));
        throw reported;
      }
    }
  }

  /** Begins a timed step that ends elsewhere; closing it before its end means that it failed. */
  public OpenPhase begin(String name) {
    return new OpenPhase(record, name);
  }

  /** Records the finding of a stop, once. */
  public RunStopped reported(RunStopped stopped) {
    stopped.finding().ifPresent(this::report);
    return new RunStopped(String.valueOf(stopped.getMessage()));
  }

  /** Nanoseconds since the run began, for lines that have no event of their own. */
  public long elapsedNanos() {
    return record.elapsedNanos();
  }

  /** A stop in one line. */
  public static String summary(RunStopped stopped) {
    return String.valueOf(stopped.getMessage()).lines().findFirst().orElse("");
  }

  /**
   * Reports the verdict of a failed run before its evidence is gathered and its machine ended; at
   * the run's end the verdict is reported once more, with all times.
   */
  public void decided() throws InterruptedException {
    record.awaitDelivery();
    if (diagnosis.primary().isPresent()) {
      record.append(new Event.VerdictReached(verdict()));
    }
  }

  /** The judgement so far, with the pages about its causes. */
  public Verdict verdict() {
    return CauseDocs.of(options.environment()).linked(diagnosis.verdict());
  }

  public void report(Finding finding) {
    record.append(new Event.FindingMade(finding));
  }

  /**
   * A deadline was missed: if this host makes guests slower than it should, this is reported now.
   */
  public void deadlineMissed() {
    pace.whyGuestsAreSlow().ifPresent(this::report);
  }
}
