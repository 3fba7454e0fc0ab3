package dev.bootwitness.diagnosis;

import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.detect.Detectors;
import dev.bootwitness.diagnosis.facts.RankedFinding;
import dev.bootwitness.diagnosis.journal.UnitFailure;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.diagnosis.rules.RuleSet;
import dev.bootwitness.diagnosis.verdict.Explanation;
import dev.bootwitness.diagnosis.verdict.FirstCause;
import dev.bootwitness.diagnosis.verdict.Judge;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The diagnosis of one run: it takes the run's events in order, keeps the findings and makes the
 * verdict.
 *
 * <p>It reads no clock and no file, so the same events give the same verdict, live or from a saved
 * record. {@link Detectors} defines the meaning of each event.
 *
 * <p>Thread-safe.
 */
public final class Diagnosis {
  private final ReentrantLock lock = new ReentrantLock();
  private final Causes causes;
  private final RuleEngine rules;
  private final Detectors detectors;

  /** A diagnosis by the rules in the jar. */
  public Diagnosis() {
    this(RuleEngine.bundled());
  }

  /** A diagnosis by the rules in the jar and further ones after them. */
  public Diagnosis(RuleSet rules) {
    this(rules.engine());
  }

  Diagnosis(RuleEngine rules) {
    this.rules = rules;
    this.causes = rules.causes();
    this.detectors = new Detectors(rules);
  }

  /**
   * Reads the catalogue and the rules, which takes a tenth of a second; meant for an idle thread
   * while the run takes its first steps.
   */
  public static void prepare() {
    RuleEngine.bundled().prepare();
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next event of the run.
   *
   * @return the findings made because of it, new ones only
   */
  public List<Finding> accept(StampedEvent event) {
    return locked(() -> detectors.accept(event));
  }

  /**
   * Examines a whole line that is not recorded as an event of its own.
   *
   * @param line its time, number, offset and text; the sequence number is not used
   * @return findings to record as {@code FindingMade}: only that makes them count
   */
  public List<Finding> unrecordedLine(StampedEvent line) {
    return locked(() -> detectors.unrecordedLine(line));
  }

  /**
   * Examines the line that has not ended yet: prompts of loaders and emergency shells do not end a
   * line.
   *
   * @param line like {@link #unrecordedLine}, with the number the line will have
   * @return findings to record as {@code FindingMade}: only that makes them count
   */
  public List<Finding> unfinished(StampedEvent line) {
    return locked(() -> detectors.unfinished(line));
  }

  /** See {@link Detectors#stillnessDecides}. */
  public boolean stillnessDecides() {
    return locked(detectors::stillnessDecides);
  }

  /** The findings so far: the one to blame first, if there is one, and the rest in causal order. */
  public List<Finding> findings() {
    return locked(() ->
        new FirstCause(causes)
            .inOrder(detectors.log().all()).stream().map(RankedFinding::finding).toList());
  }

  /** A finding after which nothing awaited can still come; void if the boot continues. */
  public Optional<Finding> fatal() {
    return locked(detectors::fatal);
  }

  /** See {@link Detectors#standstill}. */
  public Optional<Finding> standstill() {
    return locked(detectors::standstill);
  }

  /** The finding that would be blamed if the run ended now; empty when nothing would. */
  public Optional<Finding> primary() {
    return locked(
        () -> new FirstCause(causes).primary(detectors.log().all()).map(RankedFinding::finding));
  }

  /** The cause of a unit's failure by the rules of this diagnosis; empty when none is found. */
  public Optional<FindingBuilder> cause(UnitFailure failure) {
    return failure.cause(rules);
  }

  /** The finding that the verdict would name; empty when the run passed. */
  public Optional<Finding> failure() {
    Verdict verdict = verdict();
    return verdict.outcome() == Outcome.PASSED
        ? Optional.empty()
        : Optional.ofNullable(verdict.primary());
  }

  /** The verdict on what was seen, for a run that has ended. */
  public Verdict verdict() {
    return locked(() -> new Judge(causes, detectors.facts(), detectors.log().all()).verdict());
  }

  /**
   * The verdict on a saved record, which may end anywhere: without its last events, a run does not
   * count as passed.
   */
  public static Verdict ofRecord(Iterable<StampedEvent> events) {
    Replay replay = new Replay(RuleSet.bundled());
    events.forEach(replay);
    return replay.verdict();
  }

  /** The events of a saved record end here. */
  void over() {
    lock.lock();
    try {
      detectors.facts().over();
    } finally {
      lock.unlock();
    }
  }

  /** The stages that were reached, with the lines that showed them. */
  List<Explanation.StageSpan> stages() {
    return locked(() -> Explanation.StageSpan.of(detectors.facts()));
  }
}
