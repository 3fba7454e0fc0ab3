package dev.bootwitness.engine.spec;

import dev.bootwitness.engine.binding.Scaling;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.record.SpecPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The specification of a run: {@code bootwitness.yaml}, or the same made in Java.
 *
 * @param name names the run and its record; the folder of the file when the file gives none
 * @param file where it was read from, for messages
 * @param directory relative paths in it start here
 * @param bootWithin from power-on to a login prompt or shell
 * @param reboots how often the guest may restart before its login without that being a fault
 * @param login empty: the run ends when a login prompt is there
 * @param steps what is done after the login, in order; none but checks if the spec says {@code
 *     checks}
 * @param guest files that are put into the guest without changing its image
 * @param scaling whether {@code bootWithin} and the limits of the checks grow on a slow host
 * @param checkpoint whether the machine may start from a checkpoint
 * @param keep what is left outside the record; the engine leaves that to its callers
 * @param knowledge what the diagnosis uses in addition to the product's own
 * @param within the wall-clock time of the whole run; empty for no limit
 * @param manner what happens to the image before it boots, and to its menu
 * @param policy what is done about a run that fails
 * @param division whether shards may divide the checks, and which part of them this is
 */
public record Spec(
    String name,
    Path file,
    Path directory,
    ImageSpec image,
    MachineSpec machine,
    Duration bootWithin,
    int reboots,
    Optional<LoginSpec> login,
    List<StepSpec> steps,
    Scaling scaling,
    EvidenceSpec evidence,
    GuestSpec guest,
    CheckpointUse checkpoint,
    KeepSpec keep,
    KnowledgeSpec knowledge,
    BootManner manner,
    Optional<Duration> within,
    FailurePolicy policy,
    CheckDivision division) {

  /** Boot deadline when the spec gives none: a live image with hardware acceleration needs 20 s. */
  public static final Duration DEFAULT_BOOT_WITHIN = Duration.ofMinutes(2);

  /** A guest that restarts more often than this is in a loop. */
  static final int MOST_REBOOTS = 9;

  public Spec {
    steps = List.copyOf(steps);
  }

  /** The checks among the steps. */
  public List<CheckSpec> checks() {
    return steps.stream()
        .filter(StepSpec.Check.class::isInstance)
        .map(step -> ((StepSpec.Check) step).check())
        .toList();
  }

  /** The same with another policy. */
  public Spec with(FailurePolicy other) {
    return with(steps, manner, other, division);
  }

  /** The same with another manner of booting. */
  public Spec with(BootManner other) {
    return with(steps, other, policy, division);
  }

  /** The same with other steps. */
  public Spec withSteps(List<StepSpec> others) {
    return with(others, manner, policy, division);
  }

  /** One part of it: with the checks at these positions, and no others. */
  public Spec with(SpecPart part) {
    return with(
        part.checks().stream().map(steps::get).toList(), manner, policy, division.with(part));
  }

  private Spec with(
      List<StepSpec> otherSteps,
      BootManner otherManner,
      FailurePolicy otherPolicy,
      CheckDivision otherDivision) {
    return new Spec(
        name,
        file,
        directory,
        image,
        machine,
        bootWithin,
        reboots,
        login,
        otherSteps,
        scaling,
        evidence,
        guest,
        checkpoint,
        keep,
        knowledge,
        otherManner,
        within,
        otherPolicy,
        otherDivision);
  }

  /** A path in the spec as a file of this host. */
  public Path resolve(String path) {
    return directory.resolve(path).normalize();
  }
}
