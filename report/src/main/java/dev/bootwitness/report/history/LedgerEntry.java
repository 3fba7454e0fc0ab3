package dev.bootwitness.report.history;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.SpecPart;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.story.RepeatWords;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run in the ledger: what comparing runs needs of its verdict.
 *
 * @param run the id, which is the name of its folder
 * @param name the spec's
 * @param began UTC in ISO 8601
 * @param cause of the primary finding; empty when there is none
 * @param detail of the primary finding, shortened
 * @param start as in {@link Timing#start}
 * @param image sha256; empty when none was found
 * @param seconds of the whole run
 * @param phases how long each took
 * @param stages how long each lasted
 * @param subject of the primary finding; may be empty
 * @param architecture of the machine; empty without one
 * @param known the ticket of the entry of known.yaml that the failure matched; empty when there is
 *     none, or it had expired
 * @param attempt which attempt of the spec it was, from 1
 * @param repeats how often it was repeated after it had failed, and how often each outcome came, in
 *     words; may be empty
 * @param part which part of the spec's checks it had, as {@code 2/3}; empty when it had all
 */
public record LedgerEntry(
    String run,
    String name,
    String spec,
    String began,
    Outcome outcome,
    @Nullable Fault fault,
    String cause,
    String detail,
    String accelerator,
    String start,
    String image,
    boolean built,
    double seconds,
    List<Time> phases,
    List<Time> stages,
    List<Check> checks,
    @Nullable Usage usage,
    String subject,
    String architecture,
    String known,
    int attempt,
    String repeats,
    String part) {

  private static final int LONGEST_DETAIL = 300;

  public LedgerEntry {
    phases = List.copyOf(phases);
    stages = List.copyOf(stages);
    checks = List.copyOf(checks);
  }

  /** A run of its own, of a cause without a subject. */
  public LedgerEntry(
      String run,
      String name,
      String spec,
      String began,
      Outcome outcome,
      @Nullable Fault fault,
      String cause,
      String detail,
      String accelerator,
      String start,
      String image,
      boolean built,
      double seconds,
      List<Time> phases,
      List<Time> stages,
      List<Check> checks,
      @Nullable Usage usage) {
    this(
        run,
        name,
        spec,
        began,
        outcome,
        fault,
        cause,
        detail,
        accelerator,
        start,
        image,
        built,
        seconds,
        phases,
        stages,
        checks,
        usage,
        "",
        "",
        "",
        1,
        "",
        "");
  }

  /** Whether it had all checks of its spec. */
  public boolean whole() {
    return part.isEmpty();
  }

  /** Whether it passed only after an attempt that failed. */
  public boolean flaky() {
    return outcome == Outcome.PASSED && attempt > 1;
  }

  /** How long something took. */
  public record Time(String name, double seconds) {}

  /**
   * How a check ended.
   *
   * @param outcome as in {@link CheckResult}
   * @param basis likewise
   */
  public record Check(String name, String outcome, double seconds, String basis) {
    /** Whether it held. */
    public boolean passed() {
      return outcome.equals(CheckResult.PASSED);
    }

    /** Whether it was tried to its end. */
    public boolean ran() {
      return !outcome.equals(CheckResult.NOT_RUN) && !outcome.equals(CheckResult.SKIPPED);
    }
  }

  /**
   * The entry of a verdict.
   *
   * @param verdict with its timing
   */
  static LedgerEntry of(Verdict verdict) {
    Timing timing = verdict.timing();
    if (timing == null) {
      throw new IllegalArgumentException("verdict without times: judge its record again");
    }
    Finding primary = verdict.primary();
    List<Time> stages = new ArrayList<>();
    for (Timing.StageTime stage : timing.stages()) {
      Double seconds = stage.seconds();
      if (seconds != null) {
        stages.add(new Time(stage.stage().id(), seconds));
      }
    }
    Verdict.MachineIdentity machine = verdict.machine();
    Verdict.ImageIdentity image = verdict.image();
    SpecPart part = verdict.part();
    return new LedgerEntry(
        verdict.run(),
        timing.name(),
        verdict.spec(),
        timing.began(),
        verdict.outcome(),
        verdict.fault(),
        primary == null ? "" : primary.cause(),
        primary == null ? "" : shortened(primary.detail()),
        machine == null ? "" : machine.accelerator(),
        timing.start(),
        image == null ? "" : image.sha256(),
        timing.built(),
        timing.seconds(),
        phases(verdict, timing),
        stages,
        verdict.checks().stream()
            .map(c -> new Check(c.name(), c.outcome(), c.seconds(), c.basis()))
            .toList(),
        timing.usage(),
        primary == null ? "" : shortened(primary.subject()),
        machine == null ? "" : architecture(machine),
        verdict.known() == null || verdict.known().expired() ? "" : verdict.known().ticket(),
        verdict.attempts().size() + 1,
        shortened(RepeatWords.repeats(verdict).orElse("")),
        part == null ? "" : part.number() + "/" + part.parts());
  }

  /** The same under another id. */
  LedgerEntry named(String id) {
    return new LedgerEntry(
        id,
        name,
        spec,
        began,
        outcome,
        fault,
        cause,
        detail,
        accelerator,
        start,
        image,
        built,
        seconds,
        phases,
        stages,
        checks,
        usage,
        subject,
        architecture,
        known,
        attempt,
        repeats,
        part);
  }

  /** QEMU's programs are named after what they emulate. */
  private static String architecture(Verdict.MachineIdentity machine) {
    return machine.argv().isEmpty()
        ? ""
        : machine.argv().getFirst().replaceFirst("^.*qemu-system-", "");
  }

  /** The phases, and after them the steps of the build, under the names of {@link #step}. */
  private static List<Time> phases(Verdict verdict, Timing timing) {
    return Stream.concat(
            verdict.phases().stream().map(phase -> new Time(phase.name(), phase.seconds())),
            timing.buildSteps().stream().map(step -> new Time(step(step.step()), step.seconds())))
        .toList();
  }

  /** The name under which a step of the build stands beside the phases. */
  public static String step(String step) {
    return "build: " + step;
  }

  /** When it began; the epoch when that is not known. */
  public Instant beganAt() {
    try {
      return Instant.parse(began);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /** How long a phase took; empty when it had none of that name. */
  public OptionalDouble phase(String phase) {
    return find(phases, phase);
  }

  /** How long a stage lasted. */
  public OptionalDouble stage(String stage) {
    return find(stages, stage);
  }

  /** The check of that name. */
  public Optional<Check> check(String check) {
    return checks.stream().filter(c -> c.name().equals(check)).findFirst();
  }

  private static OptionalDouble find(List<Time> times, String name) {
    return times.stream()
        .filter(time -> time.name().equals(name))
        .mapToDouble(Time::seconds)
        .findFirst();
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL
        ? detail
        : detail.substring(0, detail.offsetByCodePoints(0, LONGEST_DETAIL / 2)) + "…";
  }
}
