package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;

/**
 * How far a finding counts, by its cause in the catalogue: what makes it void, what forgives it,
 * and whether a boot that stands still has ended with it.
 */
final class FindingLimits {
  /** Seconds: longer than a boot that continues in spite of a failure is idle and silent. */
  private static final double END = 10;

  /**
   * Shorter limit, used when logging in would add no evidence: a kernel that reports a stuck task
   * has already waited longer, and a failure without a fetched cause is blamed directly.
   */
  private static final double END_OF_THE_KNOWN = 3;

  private final Causes causes;

  FindingLimits(Causes causes) {
    this.causes = causes;
  }

  /** Whether a boot that has reached this stage shows that it is void. */
  boolean isPassed(RankedFinding weighed, int boot, Stage reached) {
    boolean left = weighed.boot() == boot && weighed.stage().compareTo(reached) < 0;
    boolean loggedIn = reached.compareTo(Stage.LOGIN) >= 0;
    return isRefuted(weighed.finding(), reached)
        || (left && (isPassed(weighed) || (loggedIn && isOfAnEnd(weighed))));
  }

  /**
   * Whether a boot that goes on did not stop at it. A mere suspicion may show only later that the
   * boot stops for it: without its initrd, a kernel starts all the same.
   */
  private boolean isPassed(RankedFinding weighed) {
    return causes
        .find(weighed.finding().cause())
        .filter(Cause::stop)
        .filter(cause -> weighed.severity() != Severity.SUSPICION || cause.refutedBy() == null)
        .isPresent();
  }

  private boolean isRefuted(Finding finding, Stage reached) {
    Stage refuting = causes.find(finding.cause()).map(Cause::refutedBy).orElse(null);
    return refuting != null && reached.compareTo(refuting) >= 0;
  }

  /** Whether it is suspected of a cause that would have ended the boot. */
  private boolean isOfAnEnd(RankedFinding weighed) {
    return weighed.severity() == Severity.SUSPICION
        && causes
            .find(weighed.finding().cause())
            .map(cause -> cause.severity() == Severity.FATAL)
            .orElse(false);
  }

  /** Whether what was asked up to that boot has been answered, if the machine went on after it. */
  boolean isAnswered(RankedFinding weighed, int boot) {
    return weighed.boot() <= boot && is(weighed.finding(), Trait.MAY_BE_ANSWERED);
  }

  /**
   * Whether it does not count for a boot that reached this stage.
   *
   * @param before the first line at which a kernel's report is too close to the end of what was
   *     seen
   */
  boolean isForgiven(RankedFinding weighed, Stage reached, long before) {
    return isForgivenAt(weighed, reached) && !isOpenReport(weighed.finding(), before);
  }

  private static boolean isOpenReport(Finding finding, long before) {
    Long line = finding.line();
    return finding.cause().startsWith("kernel/") && line != null && line >= before;
  }

  private boolean isForgivenAt(RankedFinding weighed, Stage reached) {
    return causes
        .find(weighed.finding().cause())
        .map(Cause::forgivenAt)
        .filter(from -> reached.compareTo(from) >= 0)
        .isPresent();
  }

  /**
   * Whether so many seconds without a sign of life at this stage show that the boot ended with it.
   */
  boolean isEndedBy(RankedFinding weighed, int boot, Stage stage, double silence) {
    return mayEnd(weighed, boot, stage)
        && silence >= (isKnown(weighed.finding()) ? END_OF_THE_KNOWN : END);
  }

  /** Whether a boot that stands still at this stage has ended with it. */
  boolean mayEnd(RankedFinding weighed, int boot, Stage stage) {
    return isBooting(stage) && endsStill(weighed, boot);
  }

  static boolean isBooting(Stage stage) {
    return stage.compareTo(Stage.KERNEL) >= 0 && stage.compareTo(Stage.LOGIN) < 0;
  }

  private boolean endsStill(RankedFinding weighed, int boot) {
    return weighed.boot() == boot
        && weighed.severity() == Severity.FAILURE
        && (is(weighed.finding(), Trait.AWAITS)
            || !causes.find(weighed.finding().cause()).map(Cause::stop).orElse(true));
  }

  /** Whether a shell would reveal no more about it, since the guest is not asked for its cause. */
  private boolean isKnown(Finding finding) {
    return is(finding, Trait.TOLD_IN_FULL);
  }

  /** The same, as the guest's own fault if it ends an idle boot and nobody else is at fault. */
  RankedFinding asOfTheGuest(RankedFinding weighed) {
    return weighed.severity() == Severity.FATAL && isOfTheGuest(weighed.finding())
        ? weighed.with(ofTheGuest(weighed.finding()))
        : weighed;
  }

  private boolean isOfTheGuest(Finding finding) {
    return is(finding, Trait.GUEST_IF_IDLE);
  }

  /** A busy host starves processors that have work; these have none. */
  private static Finding ofTheGuest(Finding stuck) {
    return stuck.fault() != null
        ? stuck
        : stuck
            .withDetail(stuck.detail() + "; the processors are idle, and nothing else happens")
            .withFault(Fault.IMAGE);
  }

  private boolean is(Finding finding, Trait trait) {
    return causes.is(finding.cause(), trait);
  }
}
