package dev.bootwitness.engine.boot;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.guest.AwaitedJob;
import dev.bootwitness.record.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Explains why a boot missed its deadline for a login prompt: a pure function of how far it came
 * and how long it had been silent.
 */
public final class BootFindings {

  /** How long a working boot may be silent, e.g. while unpacking an initrd under emulation. */
  public static final Duration NORMAL_SILENCE = Duration.ofSeconds(30);

  /** The same if all processors wait for an interrupt, so that nothing is being computed. */
  static final Duration IDLE_SILENCE = Duration.ofSeconds(10);

  private BootFindings() {}

  /**
   * The finding.
   *
   * @param budget the spec's deadline, and how it was calculated on this host
   * @param quiet how long the console had said nothing when it passed
   * @param idle whether the processors waited, too
   * @param lastLine the last text on the console
   */
  public static FindingBuilder deadlinePassed(
      Stage stage, String budget, Stillness quiet, boolean idle, Optional<String> lastLine) {
    String quote = lastLine.orElse("");
    Optional<AwaitedJob> job =
        lastLine.flatMap(AwaitedJob::in).filter(awaited -> awaited.isStuck(true));
    if (job.isPresent()) {
      return FindingBuilder.about(
              "systemd/unit-stuck",
              "the boot deadline of %s ended when systemd had waited %s"
                  .formatted(budget, job.get().inWords()),
              "serial",
              quote)
          .subject(job.get().unit());
    }
    boolean silent = quiet.since().compareTo(idle ? IDLE_SILENCE : NORMAL_SILENCE) >= 0;
    if (!silent) {
      String moving =
          lastLine.isEmpty()
              ? "nothing had been printed yet"
              : "the last console output came %s earlier".formatted(seconds(quiet.since()));
      return FindingBuilder.about(
              "run/timed-out",
              "the boot deadline of %s ended at stage %s, waiting for a login prompt or a shell; %s"
                  .formatted(budget, stage.id(), moving),
              "serial",
              quote)
          .advice(
              "Raise `boot: {within: …}` in the spec above what this image needs on this"
                  + " accelerator; the verdict of a boot that was cut short says nothing about it.");
    }
    String detail =
        "the console %s for the last %s of the boot deadline of %s; stage reached: %s"
            .formatted(quiet.inWords(), seconds(quiet.since()), budget, stage.id());
    return FindingBuilder.about(cause(stage), detail, "serial", quote);
  }

  private static String cause(Stage stage) {
    return switch (stage) {
      case LOADER -> "loader/silent-after-load";
      case USERSPACE -> "console/no-getty";
      default -> "console/stalled";
    };
  }

  private static String seconds(Duration d) {
    return String.format(Locale.ROOT, "%.1f s", d.toNanos() / 1e9);
  }
}
