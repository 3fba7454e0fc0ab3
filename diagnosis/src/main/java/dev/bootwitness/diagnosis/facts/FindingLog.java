package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Lightening;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The findings of a run so far, each once. Not thread-safe. */
public final class FindingLog {
  /** Enough to describe a run that repeats itself. */
  private static final int MOST = 1000;

  /** The channel of what was read in the image before it booted. */
  public static final String IMAGE = "image";

  private final Causes causes;
  private final FindingStages stages;
  private final FindingLimits limits;
  private final List<RankedFinding> findings = new ArrayList<>();
  private final Set<Identity> known = new HashSet<>();

  /** What makes two findings the same: one made by a rule comes back as an event. */
  private record Identity(String cause, String channel, @Nullable Long line, String detail) {
    static Identity of(Finding finding) {
      return new Identity(finding.cause(), finding.channel(), finding.line(), finding.detail());
    }
  }

  public FindingLog(Causes causes) {
    this.causes = causes;
    this.stages = new FindingStages(causes);
    this.limits = new FindingLimits(causes);
  }

  /** The catalogue that the findings are of. */
  public Causes causes() {
    return causes;
  }

  /**
   * Adds a finding.
   *
   * @return whether it is new
   */
  public boolean add(Finding finding, Severity severity, int boot, Stage stage, double time) {
    if (known.size() >= MOST || !known.add(Identity.of(finding))) {
      return false;
    }
    if (finding.channel().equals(IMAGE)) {
      if (findings.stream().anyMatch(other -> isOfTheBuild(other, finding))) {
        return false; // The build has said so with its own figures.
      }
      Stage home = stages.foretold(finding.cause());
      findings.add(new RankedFinding(finding, severity, boot, home, time, known.size(), false));
      return true;
    }
    if (severity.blames()) {
      lightenBeside(finding, boot);
    }
    Stage later = stages.of(finding, boot, stage, findings);
    Finding confirmed = confirming(finding);
    findings.add(new RankedFinding(confirmed, severity, boot, later, time, known.size(), false));
    return true;
  }

  private static boolean isOfTheBuild(RankedFinding other, Finding image) {
    return !other.finding().channel().equals(IMAGE)
        && other.finding().cause().equals(image.cause());
  }

  private void lightenBeside(Finding blamed, int boot) {
    List<Lightening> lighter =
        causes.find(blamed.cause()).map(Cause::lightens).orElse(List.of()).stream()
            .filter(due -> due.isDueTo(blamed))
            .toList();
    if (!lighter.isEmpty()) {
      lighten(weighed ->
          weighed.boot() == boot
              && lighter.stream().anyMatch(lightening -> lightening.concerns(weighed.finding())));
    }
  }

  /** What the image said and the boot then showed is one finding: the boot's. */
  private Finding confirming(Finding seen) {
    Optional<RankedFinding> said =
        findings.stream()
            .filter(weighed -> weighed.finding().channel().equals(IMAGE))
            .filter(weighed -> weighed.finding().cause().equals(seen.cause()))
            .findFirst();
    if (said.isEmpty()) {
      return seen;
    }
    findings.removeIf(weighed ->
        weighed.finding().channel().equals(IMAGE)
            && weighed.finding().cause().equals(seen.cause()));
    Finding image = said.get().finding();
    boolean general =
        causes.find(seen.cause()).filter(c -> c.next().equals(seen.advice())).isPresent();
    return seen.withDetail(seen.detail() + "; the image says so, too: " + image.detail())
        .withSubject(seen.subject().isEmpty() ? image.subject() : seen.subject())
        .withAdvice(general ? image.advice() : seen.advice());
  }

  /** Whether the image has shown, before the boot, that it will end so. */
  public boolean foretells(String cause) {
    return findings.stream()
        .map(RankedFinding::finding)
        .anyMatch(finding -> finding.channel().equals(IMAGE) && finding.cause().equals(cause));
  }

  /** What was suspected has happened: the finding that said so first weighs that much. */
  public void confirm(String cause, Severity severity) {
    weigh(
        weighed ->
            weighed.finding().cause().equals(cause) && weighed.severity() == Severity.SUSPICION,
        severity);
  }

  /**
   * Blames a finding that is only worth reporting besides other causes.
   *
   * @return whether it was found
   */
  public boolean blame(Trait trait) {
    weigh(
        weighed -> is(weighed.finding(), trait) && weighed.severity() == Severity.WARNING,
        Severity.FAILURE);
    return has(trait);
  }

  private void lighten(Predicate<RankedFinding> which) {
    weigh(which, Severity.WARNING);
  }

  private void weigh(Predicate<RankedFinding> which, Severity severity) {
    findings.replaceAll(weighed -> which.test(weighed) ? weighed.with(severity) : weighed);
  }

  private boolean is(Finding finding, Trait trait) {
    return causes.is(finding.cause(), trait);
  }

  /** Withdraws findings that this boot is stuck at an earlier stage. */
  public void refutedBy(int boot, Stage reached) {
    findings.removeIf(weighed -> limits.isPassed(weighed, boot, reached));
    if (reached.compareTo(Stage.LOGIN) >= 0) {
      answered(boot - 1);
    }
  }

  /** What was asked in the boots up to that one has been answered, since the machine went on. */
  private void answered(int boot) {
    findings.removeIf(weighed -> limits.isAnswered(weighed, boot));
  }

  /**
   * Notes that a boot ends on purpose.
   *
   * @param reached its last stage
   */
  public void endsOnPurpose(int boot, Stage reached) {
    answered(boot);
    if (reached.compareTo(Stage.LOGIN) >= 0) {
      // What was found broken for good, such as a disk, may be why the next boot fails.
      findings.replaceAll(weighed ->
          weighed.boot() == boot && is(weighed.finding(), Trait.PER_UNIT)
              ? weighed.settle()
              : weighed);
    }
  }

  /**
   * Removes blame from causes that do not count for a boot that reached this stage. What the kernel
   * reports is forgiven only if the log shows what came after it.
   *
   * @param before the first line that is too close to the log's end for that
   */
  public void forgiveAt(Stage reached, long before) {
    lighten(weighed -> weighed.severity().blames() && limits.isForgiven(weighed, reached, before));
  }

  /** Removes blame from the causes with this trait. */
  public void lighten(Trait trait) {
    causes.with(trait).forEach(cause -> lighten(cause.id()));
  }

  /** Describes a finding in more detail; it stays the same finding. */
  public void extend(Finding known, Finding fuller) {
    findings.replaceAll(
        weighed -> weighed.finding().equals(known) ? weighed.with(fuller) : weighed);
  }

  /** Removes blame from a cause; it is still worth reporting. */
  public void lighten(String cause) {
    lighten(weighed -> weighed.finding().cause().equals(cause) && weighed.severity().blames());
  }

  /**
   * In a boot that has already failed, silence with idle processors before the login is its end:
   * waiting would show nothing more than that failure.
   *
   * @param silence seconds without any sign that the boot continues
   */
  public void standsStill(int boot, Stage stage, double silence) {
    weigh(weighed -> limits.isEndedBy(weighed, boot, stage, silence), Severity.FATAL);
    if (FindingLimits.isBooting(stage)) {
      findings.replaceAll(limits::asOfTheGuest);
    }
  }

  /** Whether a stall now would end this boot. */
  public boolean wouldEndStill(int boot, Stage stage) {
    return findings.stream().anyMatch(weighed -> limits.mayEnd(weighed, boot, stage));
  }

  /** Units that failed since this number of findings were expected to fail. */
  public void expected(int from) {
    lighten(weighed -> weighed.order() > from && is(weighed.finding(), Trait.PER_UNIT));
  }

  /**
   * Notes that a unit or mount that had failed in that boot runs after all, by its name or
   * description.
   */
  public void recovered(int boot, String unit) {
    lighten(weighed ->
        weighed.boot() == boot
            && is(weighed.finding(), Trait.MAY_RECOVER)
            && weighed.finding().subject().equals(unit));
  }

  /** Withdraws what a channel reported about one boot, and what has turned out to be wrong. */
  public void withdraw(String cause, String channel, int boot) {
    findings.removeIf(weighed ->
        weighed.boot() == boot
            && weighed.finding().cause().equals(cause)
            && weighed.finding().channel().equals(channel));
  }

  /** Withdraws one finding, which a later line made void. */
  public void withdraw(Finding answered) {
    findings.removeIf(weighed -> Identity.of(weighed.finding()).equals(Identity.of(answered)));
  }

  /** Withdraws what has turned out to be wrong. */
  public void withdraw(String cause) {
    findings.removeIf(weighed -> weighed.finding().cause().equals(cause));
  }

  /** Whether one of the findings has a cause with this trait. */
  public boolean has(Trait trait) {
    return findings.stream().anyMatch(weighed -> is(weighed.finding(), trait));
  }

  public boolean has(String cause) {
    for (RankedFinding weighed : findings) { // asked for each console line
      if (weighed.finding().cause().equals(cause)) {
        return true;
      }
    }
    return false;
  }

  public boolean hasStartingWith(String prefix) {
    return findings.stream().anyMatch(weighed -> weighed.finding().cause().startsWith(prefix));
  }

  public boolean hasFatalStartingWith(String prefix) {
    return findings.stream()
        .anyMatch(weighed ->
            weighed.severity() == Severity.FATAL && weighed.finding().cause().startsWith(prefix));
  }

  /** The first finding that ends a wait. */
  public Optional<Finding> fatal() {
    return findings.stream()
        .filter(weighed -> weighed.severity() == Severity.FATAL)
        .map(RankedFinding::finding)
        .findFirst();
  }

  /** The number of findings ever added. */
  public int size() {
    return known.size();
  }

  public List<RankedFinding> all() {
    return List.copyOf(findings);
  }
}
