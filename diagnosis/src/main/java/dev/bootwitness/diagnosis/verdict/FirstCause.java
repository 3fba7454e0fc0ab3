package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.diagnosis.catalogue.Cause;
import dev.bootwitness.diagnosis.catalogue.Causes;
import dev.bootwitness.diagnosis.catalogue.Severity;
import dev.bootwitness.diagnosis.catalogue.Trait;
import dev.bootwitness.diagnosis.facts.FindingLog;
import dev.bootwitness.diagnosis.facts.RankedFinding;
import dev.bootwitness.record.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The choice of the primary cause among the findings of a run.
 *
 * <p>Only failures and fatal findings are blamed. Among them the first in {@link
 * RankedFinding#causalOrder} wins; a symptom (a failed check, a missed deadline) wins only if
 * nothing explains it. If the winner is, by the catalogue, a consequence of another finding that
 * was read afterwards ({@link Cause#explains}), that finding takes its place. A cause explains a
 * symptom when it was seen before it, or when it was read afterwards from what the guest kept:
 * journal, screen and state speak of the time before they were fetched. A {@link
 * Severity#SUSPICION} is blamed when the winner is one of the causes it is {@link Cause#behind} and
 * came after it in the same boot. What failed in a boot that came up and was then ended on purpose
 * is not blamed for a later boot that gets stuck. For a failing disk, QEMU's report takes
 * precedence over the guest's.
 */
public final class FirstCause {
  private static final Set<String> FETCHED = Set.of("journal", "screen", "guest", FindingLog.IMAGE);

  private final Causes causes;

  public FirstCause(Causes causes) {
    this.causes = causes;
  }

  /** The findings, the primary first if there is one, the rest in causal order. */
  public List<RankedFinding> inOrder(List<RankedFinding> findings) {
    var ordered = new ArrayList<>(findings);
    ordered.sort(RankedFinding.causalOrder(causes));
    Optional<RankedFinding> primary = primary(ordered);
    primary.ifPresent(first -> {
      ordered.remove(first);
      ordered.addFirst(first);
    });
    return List.copyOf(ordered);
  }

  /** The cause to blame; empty when no finding deserves blame. */
  public Optional<RankedFinding> primary(List<RankedFinding> findings) {
    List<RankedFinding> blamed =
        standing(
            findings.stream()
                .filter(weighed -> weighed.severity().blames())
                .sorted(RankedFinding.causalOrder(causes))
                .toList());
    Optional<RankedFinding> symptom = blamed.stream().filter(this::isSymptom).findFirst();
    return blamed.stream()
        .filter(weighed -> !isSymptom(weighed))
        .filter(cause -> symptom.isEmpty() || explains(cause, symptom.get()))
        .findFirst()
        .or(() -> symptom)
        .map(first -> graver(first, blamed))
        .map(first -> origin(first, blamed))
        .map(first -> suspect(first, findings))
        .map(first -> asTheMachineSays(first, blamed));
  }

  /**
   * Without what failed in boots that came up and were ended on purpose, if a later boot got stuck:
   * then that one is the failure.
   */
  private List<RankedFinding> standing(List<RankedFinding> blamed) {
    int stuck =
        blamed.stream()
            .filter(weighed -> weighed.severity() == Severity.FATAL && !isSymptom(weighed))
            .filter(weighed -> !weighed.settled())
            .mapToInt(RankedFinding::boot)
            .min()
            .orElse(0);
    return blamed.stream()
        .filter(weighed -> !weighed.settled() || weighed.boot() >= stuck)
        .toList();
  }

  /** A kernel that crashes did not do so for a unit's sake. */
  private RankedFinding graver(RankedFinding first, List<RankedFinding> blamed) {
    if (!causes.is(first.finding().cause(), Trait.PER_UNIT)) {
      return first;
    }
    return blamed.stream()
        .filter(weighed -> weighed.boot() == first.boot())
        .filter(weighed -> causes.is(weighed.finding().cause(), Trait.OVER_UNITS))
        .min(RankedFinding.causalOrder(causes))
        .orElse(first);
  }

  /** QEMU's report of the same cause, if any: the guest's may have come a moment earlier. */
  private RankedFinding asTheMachineSays(RankedFinding first, List<RankedFinding> blamed) {
    return blamed.stream()
        .filter(weighed -> causes.is(weighed.finding().cause(), Trait.QEMU_SAYS_BEST))
        .filter(weighed -> weighed.finding().channel().equals("qmp"))
        .filter(weighed -> weighed.finding().cause().equals(first.finding().cause()))
        .filter(weighed -> weighed.boot() == first.boot())
        .min(RankedFinding.causalOrder(causes))
        .orElse(first);
  }

  private RankedFinding suspect(RankedFinding first, List<RankedFinding> findings) {
    return findings.stream()
        .filter(weighed -> weighed.severity() == Severity.SUSPICION)
        .filter(weighed -> weighed.boot() == first.boot() && explains(weighed, first))
        .filter(weighed -> catalogued(weighed).behind().contains(first.finding().cause()))
        .filter(weighed -> !isLeftBehind(weighed, first))
        .min(RankedFinding.causalOrder(causes))
        .orElse(first);
  }

  /**
   * Whether the boot went on after it, so that a mere end, such as silence or a deadline, is not
   * its consequence.
   */
  private boolean isLeftBehind(RankedFinding suspicion, RankedFinding first) {
    boolean mereEnd = isSymptom(first) || causes.is(first.finding().cause(), Trait.AWAITS);
    return mereEnd
        && catalogued(suspicion).stop()
        && suspicion.stage().compareTo(Stage.KERNEL) < 0
        && first.stage().compareTo(Stage.KERNEL) >= 0;
  }

  private Cause catalogued(RankedFinding weighed) {
    return causes.get(weighed.finding().cause());
  }

  /** Follows a consequence to what was fetched about it, as far as possible. */
  private RankedFinding origin(RankedFinding first, List<RankedFinding> blamed) {
    RankedFinding origin = first;
    var left = new ArrayList<>(blamed);
    while (left.remove(origin)) {
      RankedFinding consequence = origin;
      Optional<RankedFinding> deeper =
          left.stream()
              .filter(weighed ->
                  FETCHED.contains(weighed.finding().channel())
                      || isToldBehind(consequence, weighed))
              .filter(weighed -> weighed.boot() == consequence.boot())
              .filter(weighed ->
                  causes
                      .find(weighed.finding().cause())
                      .map(cause -> cause.explains().contains(consequence.finding().cause()))
                      .orElse(false))
              .min(
                  Comparator.comparingInt(
                          (RankedFinding weighed) -> causes.position(weighed.finding().cause()))
                      .thenComparingInt(RankedFinding::order));
      if (deeper.isEmpty()) {
        break;
      }
      origin = deeper.get();
    }
    return origin;
  }

  /** An initrd's shell may appear before the reason it was opened: both are printed at once. */
  private boolean isToldBehind(RankedFinding consequence, RankedFinding cause) {
    return causes.is(consequence.finding().cause(), Trait.TOLD_FIRST)
        && family(cause).equals(family(consequence))
        && cause.stage() == consequence.stage();
  }

  private boolean explains(RankedFinding cause, RankedFinding symptom) {
    return FETCHED.contains(cause.finding().channel())
        || RankedFinding.causalOrder(causes).compare(cause, symptom) < 0;
  }

  private static String family(RankedFinding weighed) {
    String cause = weighed.finding().cause();
    return cause.substring(0, Math.max(0, cause.indexOf('/')));
  }

  private boolean isSymptom(RankedFinding weighed) {
    return causes.is(weighed.finding().cause(), Trait.SYMPTOM);
  }
}
