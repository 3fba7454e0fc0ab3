package dev.bootwitness.diagnosis.facts;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Stage;
import java.util.List;

/** Which stage of its boot a finding belongs to, when the console shows the stage late or never. */
final class FindingStages {
  private final Causes causes;

  FindingStages(Causes causes) {
    this.causes = causes;
  }

  /** The latest of what the boot has shown, what the findings before it prove, and its own. */
  Stage of(Finding finding, int boot, Stage seen, List<RankedFinding> before) {
    return later(shown(boot, before), later(seen, home(finding, boot, before)));
  }

  /**
   * The stage that the console's earlier findings prove that boot to have reached: a log that
   * begins late, or a quiet boot, may show no other sign of it.
   */
  private static Stage shown(int boot, List<RankedFinding> findings) {
    return findings.stream()
        .filter(weighed -> weighed.boot() == boot)
        .filter(weighed -> weighed.finding().channel().equals("serial"))
        .map(RankedFinding::stage)
        .reduce(Stage.POWER_ON, FindingStages::later);
  }

  private static Stage later(Stage one, Stage other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** The stage that a boot with this cause does not leave. */
  Stage foretold(String cause) {
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
  private boolean nothingLeftToBoot(Finding finding, int boot, List<RankedFinding> findings) {
    return is(finding, Trait.AFTER_LOADER)
        && findings.stream()
            .filter(weighed -> weighed.boot() == boot && weighed.severity().blames())
            .anyMatch(weighed -> weighed.finding().cause().startsWith("loader/"));
  }

  private Stage home(Finding finding, int boot, List<RankedFinding> before) {
    if (nothingLeftToBoot(finding, boot, before)) {
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

  private boolean is(Finding finding, Trait trait) {
    return causes.is(finding.cause(), trait);
  }
}
