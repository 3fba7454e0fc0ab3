package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The judgement of a run: {@code verdict.json}.
 *
 * @param format version of this shape, written as {@code bootwitness}
 * @param primary the first cause; null when the run passed or nothing could be named
 * @param findings all causes recognised, the primary first
 * @param ruledOut what was shown not to be the cause, and how
 * @param missing evidence that is not there: for an inconclusive run what would decide it, for any
 *     run what the record lost
 * @param inheritedFrom the run that booted the machine, when this one started from its checkpoint;
 *     null when it booted itself
 * @param timing when it took place, its stages and its cost; null in an old record
 * @param known the entry of {@code known.yaml} that the failure matches; null when there is none
 * @param attempts the attempts of the spec that failed before this run
 * @param repeats the runs that repeated this one after it had failed
 * @param part which of the spec's checks the run had; null when it had all
 */
public record Verdict(
    @JsonProperty("bootwitness") int format,
    String run,
    String spec,
    Outcome outcome,
    @Nullable Fault fault,
    Stage stage,
    @Nullable Finding primary,
    List<Finding> findings,
    List<String> ruledOut,
    List<String> missing,
    List<CheckResult> checks,
    List<PhaseTime> phases,
    @Nullable ImageIdentity image,
    @Nullable MachineIdentity machine,
    @JsonSetter(nulls = Nulls.SET) @Nullable String inheritedFrom,
    @Nullable Timing timing,
    @JsonSetter(nulls = Nulls.SET) @Nullable KnownFailure known,
    List<RunAttempt> attempts,
    List<RunAttempt> repeats,
    @Nullable SpecPart part) {

  public static final int FORMAT = 1;

  public Verdict {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(stage, "stage");
    findings = List.copyOf(findings);
    ruledOut = List.copyOf(ruledOut);
    missing = List.copyOf(missing);
    checks = List.copyOf(checks);
    phases = List.copyOf(phases);
    attempts = List.copyOf(attempts);
    repeats = List.copyOf(repeats);
  }

  /** A verdict of a single run that nobody has foreseen. */
  public Verdict(
      int format,
      String run,
      String spec,
      Outcome outcome,
      @Nullable Fault fault,
      Stage stage,
      @Nullable Finding primary,
      List<Finding> findings,
      List<String> ruledOut,
      List<String> missing,
      List<CheckResult> checks,
      List<PhaseTime> phases,
      @Nullable ImageIdentity image,
      @Nullable MachineIdentity machine,
      @Nullable String inheritedFrom,
      @Nullable Timing timing) {
    this(
        format,
        run,
        spec,
        outcome,
        fault,
        stage,
        primary,
        findings,
        ruledOut,
        missing,
        checks,
        phases,
        image,
        machine,
        inheritedFrom,
        timing,
        null,
        List.of(),
        List.of(),
        null);
  }

  /** Whether it passed only after an attempt that failed. */
  public boolean flaky() {
    return outcome == Outcome.PASSED && !attempts.isEmpty();
  }

  /** The same verdict of a run that is known, or has attempts before it or repeats after it. */
  public Verdict among(
      @Nullable KnownFailure entry, List<RunAttempt> earlier, List<RunAttempt> later) {
    return new Verdict(
        format,
        run,
        spec,
        outcome,
        fault,
        stage,
        primary,
        findings,
        ruledOut,
        missing,
        checks,
        phases,
        image,
        machine,
        inheritedFrom,
        timing,
        entry,
        earlier,
        later,
        part);
  }

  /** The same verdict with each finding as {@code change} makes it. */
  public Verdict withEachFinding(UnaryOperator<Finding> change) {
    return new Verdict(
        format,
        run,
        spec,
        outcome,
        fault,
        stage,
        primary == null ? null : change.apply(primary),
        findings.stream().map(change).toList(),
        ruledOut,
        missing,
        checks,
        phases,
        image,
        machine,
        inheritedFrom,
        timing,
        known,
        attempts,
        repeats,
        part);
  }

  /** The same verdict with more missing evidence. */
  public Verdict lacking(String what) {
    List<String> more = new ArrayList<>(missing);
    more.add(what);
    return new Verdict(
        format,
        run,
        spec,
        outcome,
        fault,
        stage,
        primary,
        findings,
        ruledOut,
        more,
        checks,
        phases,
        image,
        machine,
        inheritedFrom,
        timing,
        known,
        attempts,
        repeats,
        part);
  }

  /**
   * How long a phase took.
   *
   * @param usual median of the last passing runs, null when there is no history
   */
  public record PhaseTime(String name, double seconds, @Nullable Double usual) {}

  /** Which image ran. */
  public record ImageIdentity(String path, String sha256) {}

  /**
   * Which machine ran it.
   *
   * @param scale the factor by which the spec's deadlines were stretched for it; 0 in an old record
   */
  public record MachineIdentity(String qemu, String accelerator, List<String> argv, double scale) {
    public MachineIdentity {
      argv = List.copyOf(argv);
    }
  }
}
