package dev.bootwitness.diagnosis.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.Run;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Timing;
import dev.bootwitness.record.Timing.Slower;
import dev.bootwitness.record.Usage;
import dev.bootwitness.record.Usual;
import dev.bootwitness.record.Verdict;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunTimingTest {
  private static final Usage USAGE = new Usage(1.5, 20.0, 300L << 20, 25_000);

  @Test
  void aStageLastsUntilTheNext() {
    Timing timing = timing(run(List.of()));

    assertThat(timing.name()).isEqualTo("x");
    assertThat(timing.began()).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(timing.start()).isEqualTo(Timing.BOOT);
    assertThat(timing.usage()).isEqualTo(USAGE);
    assertThat(timing.stages())
        .containsExactly(
            new Timing.StageTime(Stage.POWER_ON, 0, 1.0, null),
            new Timing.StageTime(Stage.KERNEL, 1, 4.0, null),
            new Timing.StageTime(Stage.INITRD, 5, 5.0, null),
            new Timing.StageTime(Stage.READY, 10, null, null));
  }

  @Test
  void timesStandBesideThoseOfRunsOfTheSameAcceleratorAndStart() {
    Verdict verdict = run(List.of(usual("kvm", "boot", 1, 2.0), usual("tcg", "boot", 9.5, 12.0)));

    assertThat(verdict.phases()).containsExactly(new Verdict.PhaseTime("boot", 10, 9.5));
    assertThat(timing(verdict).slower()).isEmpty();
    assertThat(Objects.requireNonNull(timing(verdict).usual()).baseline()).isEqualTo("before");
  }

  @Test
  void whatIsBeyondTheNoiseIsNamed() {
    assertThat(timing(run(List.of(usual("tcg", "boot", 6, 7.5)))).slower())
        .containsExactly(
            new Slower(Slower.PHASE, "boot", 10, 6, 7.5),
            new Slower(Slower.STAGE, "initrd", 5, 3, 4));
  }

  @Test
  void withTooFewRunsNothingIsSlower() {
    Verdict verdict = run(List.of(usual("tcg", "boot", 1, null)));

    assertThat(verdict.phases().getFirst().usual()).isEqualTo(1);
    assertThat(timing(verdict).slower()).extracting(Slower::name).containsExactly("initrd");
  }

  @Test
  void aFailedPhaseIsNotSlowWhateverItTook() {
    Run run = Run.poweredOn();
    run.add(0.1, new Event.UsualTimes(List.of(usual("tcg", "boot", 1, 2.0))));
    run.at(90, new Event.PhaseEnded("boot", false, 90, "timed out"));

    assertThat(timing(run.diagnosis.verdict()).slower()).isEmpty();
  }

  private static Usual usual(String accelerator, String start, double boot, @Nullable Double most) {
    return new Usual(
        accelerator,
        start,
        5,
        "before",
        List.of(new Usual.Time("boot", boot, most)),
        List.of(new Usual.Time("initrd", 3, accelerator.equals("kvm") || boot > 9 ? 9.0 : 4.0)));
  }

  /** A boot of ten seconds, five of them in the initrd. */
  private static Verdict run(List<Usual> usual) {
    Run run = Run.poweredOn();
    run.at(0, new Event.UsualTimes(usual));
    run.stage(1, Stage.KERNEL);
    run.stage(5, Stage.INITRD);
    run.stage(10, Stage.READY);
    run.at(10, new Event.PhaseEnded("boot", true, 10, ""));
    run.at(11, new Event.UsageMeasured(USAGE));
    return run.diagnosis.verdict();
  }

  private static Timing timing(Verdict verdict) {
    return Objects.requireNonNull(verdict.timing());
  }
}
