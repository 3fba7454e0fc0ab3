package dev.bootwitness.report.suite;

import dev.bootwitness.diagnosis.Diagnosis;
import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.diagnosis.rules.KeptKnowledge;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.KnownFailure;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.RecordReader;
import dev.bootwitness.record.RecordRewriter;
import dev.bootwitness.record.RunAttempt;
import dev.bootwitness.record.RunDirectory;
import dev.bootwitness.record.StampedEvent;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The record that one machine would have made if it had run all checks of a spec: the events of one
 * part's run, with what the other parts' records have of their checks at its place. The diagnosis
 * judges it as it judges any record. Not thread-safe.
 */
final class JoinedRecord {

  private final List<JoinedPart> parts;
  private final CauseDocs docs;
  private final JoinedPart base;
  private final List<String> names;
  private final RecordRewriter out;
  private final Diagnosis diagnosis;
  private final CheckPlaces places;
  private final Shortcomings shortcomings;

  /** What is still to be put in, by the checks' positions. */
  private final TreeMap<Integer, CheckWindow> others = new TreeMap<>();

  /** The next check that is due. */
  private int due;

  private boolean complete;
  private long seq;

  /** How much later things happen than in the run of the base. */
  private long shift;

  private long now;
  private @Nullable Instant began;
  private @Nullable Long powerOn;
  private @Nullable Verdict verdict;
  private final List<Verdict> kept = new ArrayList<>();

  private JoinedRecord(
      List<JoinedPart> parts,
      List<String> names,
      RecordRewriter out,
      Diagnosis diagnosis,
      CauseDocs docs)
      throws IOException {
    this.parts = parts;
    this.docs = docs;
    this.base = JoinedPart.base(parts);
    this.names = names;
    this.out = out;
    this.diagnosis = diagnosis;
    this.places = new CheckPlaces(base.part());
    this.shortcomings = new Shortcomings(base);
    for (JoinedPart part : parts) {
      CheckWindow.All windows = CheckWindow.of(part);
      shortcomings.add(part, windows);
      if (!part.equals(base)) {
        others.putAll(windows.windows());
      }
    }
  }

  /**
   * Writes events and verdict.
   *
   * @param parts of one spec, which have each of its checks once
   * @param names of all checks
   * @param docs where the findings' causes are explained
   * @param into the record, which has the other files of the base's
   */
  static void write(List<JoinedPart> parts, List<String> names, CauseDocs docs, RunDirectory into)
      throws IOException {
    JoinedPart base = JoinedPart.base(parts);
    Diagnosis diagnosis =
        new Diagnosis(KeptKnowledge.of(base.record(), LocalDate.now(ZoneOffset.UTC)));
    try (RecordRewriter out = new RecordRewriter(into)) {
      JoinedRecord joined = new JoinedRecord(List.copyOf(parts), names, out, diagnosis, docs);
      try {
        new RecordReader(base.record()).read(joined::accept);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      Verdict verdict = joined.verdict;
      out.verdict(verdict == null ? joined.judged() : verdict);
    }
  }

  private void accept(StampedEvent stamped) {
    try {
      take(stamped);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(StampedEvent stamped) throws IOException {
    began = began == null ? stamped.utc().minusNanos(stamped.nanos()) : began;
    now = stamped.nanos() + shift;
    Event event = stamped.event();
    if (places.begins(event)) {
      insertUntil(places.place());
      due = places.place() + 1;
    } else if (places.ends(event) && isAfterChecks(event)) {
      insertRest();
    }
    now = stamped.nanos() + shift;
    places.passed(event);
    switch (event) {
      case Event.PoweredOn _ -> {
        powerOn = now;
        emit(event);
      }
      case Event.ChecksPlanned _ -> {
        emit(new Event.ChecksPlanned(names, null));
        attempts();
      }
      case Event.Attempted _, Event.FailureKnown _ -> {
        // Made anew, of all parts.
      }
      case Event.FindingMade(Finding finding) -> emit(new Event.FindingMade(later(finding)));
      case Event.PhaseEnded(String phase, _, _, _) when phase.equals("check") -> checksEnded();
      case Event.UsageMeasured(Usage usage) -> {
        emit(new Event.UsageMeasured(cost(usage)));
        known();
      }
      case Event.VerdictReached(Verdict its) -> {
        kept.add(its);
        verdict = judged();
        emit(new Event.VerdictReached(verdict));
      }
      case Event.RunEnded _ -> {
        verdict = verdict == null ? judged() : verdict;
        emit(new Event.RunEnded(ExitCodes.of(verdict)));
      }
      default -> emit(event);
    }
  }

  /** A phase before the checks ends none of them. */
  private boolean isAfterChecks(Event event) {
    return !(event instanceof Event.PhaseStarted(String phase))
        || phase.equals("evidence")
        || phase.equals("shutdown")
        || phase.equals("keep")
        || phase.equals("confirm");
  }

  private void emit(Event event) throws IOException {
    Instant zero = began == null ? Instant.EPOCH : began;
    StampedEvent stamped = new StampedEvent(++seq, now, zero.plusNanos(now), event);
    var _ = diagnosis.accept(stamped);
    out.append(stamped);
  }

  /** The checks before a position that other parts ran. */
  private void insertUntil(int place) throws IOException {
    for (; due < place; due++) {
      insert(due);
    }
  }

  /** All checks that are left: those of other parts, and those that no run reached. */
  private void insertRest() throws IOException {
    if (complete) {
      return;
    }
    complete = true;
    if (places.isOpen()) {
      notRun(places.place(), "it had begun when the run stopped");
    }
    insertUntil(names.size());
    outsideOfChecks();
  }

  private void insert(int check) throws IOException {
    CheckWindow window = others.remove(check);
    if (window == null) {
      notRun(check, "the run did not reach it");
      return;
    }
    long from = now;
    boolean ended = false;
    for (CheckWindow.Timed timed : window.events()) {
      now = from + timed.nanos();
      ended |= timed.event() instanceof Event.CheckEnded;
      emit(
          timed.event() instanceof Event.FindingMade(Finding finding)
              ? new Event.FindingMade(finding.withTime(sincePowerOn()))
              : timed.event());
    }
    if (!ended) {
      notRun(check, "it had begun when the run stopped");
    }
    shift += window.nanos();
  }

  private void notRun(int check, String why) throws IOException {
    emit(new Event.CheckEnded(new CheckResult(names.get(check), CheckResult.NOT_RUN, 0, why)));
  }

  /** The end of the checks' phase, with the time and the result of all parts. */
  private void checksEnded() throws IOException {
    Verdict soFar = diagnosis.verdict();
    double seconds = 0;
    for (JoinedPart part : parts) {
      for (Verdict.PhaseTime phase : part.verdict().phases()) {
        seconds += phase.name().equals("check") ? phase.seconds() : 0;
      }
    }
    List<CheckResult> checks = soFar.checks();
    long passed = checks.stream().filter(CheckResult::passed).count();
    long tolerated = checks.stream().filter(CheckResult::tolerated).count() - passed;
    emit(
        new Event.PhaseEnded(
            "check",
            passed + tolerated == names.size(),
            seconds,
            passed
                + " of "
                + names.size()
                + " passed"
                + (tolerated == 0 ? "" : ", " + tolerated + " quarantined")));
  }

  /** What other parts failed with that is as bad as the base's and that no check shows. */
  private void outsideOfChecks() throws IOException {
    for (JoinedPart part : parts) {
      Finding primary = part.verdict().primary();
      boolean counts =
          !part.equals(base)
              && primary != null
              && part.exitCode() == base.exitCode()
              && part.verdict().outcome() != Outcome.PASSED
              && !primary.channel().equals("guest")
              && !primary.cause().startsWith("run/");
      if (counts && primary != null) {
        emit(new Event.FindingMade(CheckWindow.elsewhere(primary, part).withTime(sincePowerOn())));
      }
    }
  }

  private void attempts() throws IOException {
    List<RunAttempt> earlier =
        parts.stream().flatMap(part -> part.verdict().attempts().stream()).toList();
    if (!earlier.isEmpty()) {
      emit(new Event.Attempted(earlier, earlier.size() + 1));
    }
  }

  /**
   * The entry that the part with this failure matched; its words may go on with the part's name.
   */
  private void known() throws IOException {
    Optional<Finding> failure = diagnosis.failure();
    if (failure.isEmpty()) {
      return;
    }
    for (JoinedPart part : parts) {
      Finding its = part.verdict().primary();
      KnownFailure known = part.verdict().known();
      if (its != null
          && known != null
          && its.cause().equals(failure.get().cause())
          && its.subject().equals(failure.get().subject())
          && its.quote().equals(failure.get().quote())
          && failure.get().detail().startsWith(its.detail())) {
        emit(new Event.FailureKnown(known));
        return;
      }
    }
  }

  /** All machines' processors; the memory and the console are those of one. */
  private Usage cost(Usage usage) {
    double host = usage.hostCpuSeconds();
    Double guest = usage.guestCpuSeconds();
    for (JoinedPart part : parts) {
      Usage its = part.verdict().timing() == null ? null : part.verdict().timing().usage();
      if (!part.equals(base) && its != null) {
        host += its.hostCpuSeconds();
        Double more = its.guestCpuSeconds();
        guest = guest == null || more == null ? guest : Double.valueOf(guest + more);
      }
    }
    return new Usage(host, guest, usage.peakMemoryBytes(), usage.consoleBytes());
  }

  private Finding later(Finding finding) {
    Double at = finding.at();
    return at == null || shift == 0 ? finding : finding.withTime(at + shift / 1e9);
  }

  private @Nullable Double sincePowerOn() {
    return powerOn == null ? null : (now - powerOn) / 1e9;
  }

  /** The diagnosis' verdict, with what the records of the parts have lost. */
  private Verdict judged() {
    Verdict judged = diagnosis.verdict();
    List<String> lacking = new ArrayList<>();
    kept.forEach(its -> lacking.addAll(its.missing()));
    lacking.addAll(shortcomings.of(judged));
    for (String what : lacking) {
      judged = judged.missing().contains(what) ? judged : judged.lacking(what);
    }
    return docs.linked(judged);
  }
}
