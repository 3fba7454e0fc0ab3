package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Lightening;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.record.Fault;
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

  /** Seconds: longer than a boot that continues in spite of a failure is idle and silent. */
  private static final double END = 10;

  /**
   * Shorter limit, used when logging in would add no evidence: a kernel that reports a stuck task
   * has already waited longer, and a failure without a fetched cause is blamed directly.
   */
  private static final double END_OF_THE_KNOWN = 3;

  /** The channel of what was read in the image before it booted. */
  public static final String IMAGE = "image";

  private final Causes causes;
  private final List<RankedFinding> findings = new ArrayList<>();
  private final Set<Identity> known = new HashSet<>();

  /** What makes two findings the same: one made by a rule comes back as an event. */
  private record Identity(String cause, String channel, @Nullable Long line, String detail) {}

  public FindingLog(Causes causes) {
    this.causes = causes;
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
    var identity =
        new Identity(finding.cause(), finding.channel(), finding.line(), finding.detail());
    if (known.size() >= MOST || !known.add(identity)) {
      return false;
    }
    if (finding.channel().equals(IMAGE)) {
      if (findings.stream().anyMatch(other -> isOfTheBuild(other, finding))) {
        return false; // The build has said so with its own figures.
      }
      Stage home = foretold(finding.cause());
      findings.add(new RankedFinding(finding, severity, boot, home, time, known.size(), false));
      return true;
    }
    if (severity.blames()) {
      lightenBeside(finding, boot);
    }
    Stage later = later(shown(boot), later(stage, home(finding, boot)));
    Finding confirmed = confirming(finding);
    findings.add(new RankedFinding(confirmed, severity, boot, later, time, known.size(), false));
    return true;
  }

  /**
   * The stage that the console's earlier findings prove that boot to have reached: a log that
   * begins late, or a quiet boot, may show no other sign of it.
   */
  private Stage shown(int boot) {
    return findings.stream()
        .filter(weighed -> weighed.boot() == boot)
        .filter(weighed -> weighed.finding().channel().equals("serial"))
        .map(RankedFinding::stage)
        .reduce(Stage.POWER_ON, FindingLog::later);
  }

  private static Stage later(Stage one, Stage other) {
    return one.compareTo(other) < 0 ? other : one;
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

  /** The stage that a boot with this cause does not leave. */
  private Stage foretold(String cause) {
    return causes.find(cause).map(Cause::endsBy).orElseGet(() -> ofFamily(cause));
  }

  private static Stage ofFamily(String cause) {
    return switch (cause.substring(0, Math.max(0, cause.indexOf('/')))) {
      case "firmware" -> Stage.FIRMWARE;
      case "loader" -> Stage.LOADER;
      case "kernel" -> Stage.KERNEL;
      case "initrd" -> Stage.INITRD;
      case "login" -> Stage.LOGIN;
      default -> Stage.USERSPACE;
    };
  }

  /** Firmware that found nothing more to start, after a loader that said why it stopped. */
  private boolean nothingLeftToBoot(Finding finding, int boot) {
    return is(finding, Trait.AFTER_LOADER)
        && findings.stream()
            .filter(weighed -> weighed.boot() == boot && weighed.severity().blames())
            .anyMatch(weighed -> weighed.finding().cause().startsWith("loader/"));
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

  private Stage home(Finding finding, int boot) {
    if (nothingLeftToBoot(finding, boot)) {
      return Stage.LOADER;
    }
    // The image is read only once its guest is idle, so a kernel has run by then. A kernel that has
    // no console on this line therefore ranks before the missing login.
    return is(finding, Trait.FATAL_BY_IMAGE) && finding.channel().equals("host")
        ? Stage.KERNEL
        : home(finding.cause());
  }

  /**
   * The earliest stage in which a cause can be seen: a quiet boot shows a fault of a stage before
   * that stage becomes known, or with the same line.
   */
  private static Stage home(String cause) {
    return switch (cause.substring(0, Math.max(0, cause.indexOf('/')))) {
      case "firmware" -> Stage.FIRMWARE;
      case "loader" -> Stage.LOADER;
      case "kernel" -> Stage.KERNEL;
      case "initrd" -> Stage.INITRD;
      default -> Stage.POWER_ON;
    };
  }

  /** Withdraws findings that this boot is stuck at an earlier stage. */
  public void refutedBy(int boot, Stage reached) {
    findings.removeIf(weighed ->
        weighed.boot() == boot
            && weighed.stage().compareTo(reached) < 0
            && (isPassed(weighed) || (reached.compareTo(Stage.LOGIN) >= 0 && isOfAnEnd(weighed))));
    findings.removeIf(weighed -> isRefuted(weighed.finding(), reached));
    if (reached.compareTo(Stage.LOGIN) >= 0) {
      answered(boot - 1);
    }
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

  /** What was asked in the boots up to that one has been answered, since the machine went on. */
  private void answered(int boot) {
    findings.removeIf(
        weighed -> weighed.boot() <= boot && is(weighed.finding(), Trait.MAY_BE_ANSWERED));
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

  private boolean isRefuted(Finding finding, Stage reached) {
    Stage refuting = causes.find(finding.cause()).map(Cause::refutedBy).orElse(null);
    return refuting != null && reached.compareTo(refuting) >= 0;
  }

  /** Removes blame from causes that do not count for a boot that reached this stage. */
  public void forgiveAt(Stage reached) {
    for (Cause cause : causes.all()) {
      Stage from = cause.forgivenAt();
      if (from != null && reached.compareTo(from) >= 0) {
        lighten(cause.id());
      }
    }
  }

  /** Removes blame from the causes with this trait. */
  public void lighten(Trait trait) {
    causes.with(trait).forEach(cause -> lighten(cause.id()));
  }

  /** Whether it is suspected of a cause that would have ended the boot. */
  private boolean isOfAnEnd(RankedFinding weighed) {
    return weighed.severity() == Severity.SUSPICION
        && causes
            .find(weighed.finding().cause())
            .map(cause -> cause.severity() == Severity.FATAL)
            .orElse(false);
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
    if (isBooting(stage)) {
      weigh(
          weighed ->
              endsStill(weighed, boot)
                  && silence >= (isKnown(weighed.finding()) ? END_OF_THE_KNOWN : END),
          Severity.FATAL);
      findings.replaceAll(weighed ->
          weighed.severity() == Severity.FATAL && isOfTheGuest(weighed.finding())
              ? weighed.with(ofTheGuest(weighed.finding()))
              : weighed);
    }
  }

  /** Whether a shell would reveal no more about it, since the guest is not asked for its cause. */
  private boolean isKnown(Finding finding) {
    return is(finding, Trait.TOLD_IN_FULL);
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

  /** Whether a stall now would end this boot. */
  public boolean wouldEndStill(int boot, Stage stage) {
    return isBooting(stage) && findings.stream().anyMatch(weighed -> endsStill(weighed, boot));
  }

  private static boolean isBooting(Stage stage) {
    return stage.compareTo(Stage.KERNEL) >= 0 && stage.compareTo(Stage.LOGIN) < 0;
  }

  private boolean endsStill(RankedFinding weighed, int boot) {
    return weighed.boot() == boot
        && weighed.severity() == Severity.FAILURE
        && (is(weighed.finding(), Trait.AWAITS)
            || !causes.find(weighed.finding().cause()).map(Cause::stop).orElse(true));
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
