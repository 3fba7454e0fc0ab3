package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void eachWayToStartHasTimesOfItsOwnOfPassingRunsOnly() {
    Trend trend =
        Trend.of(
            "demo",
            List.of(
                Entries.passed(1, 10),
                Entries.run(2, Outcome.FAILED, "boot", 99),
                Entries.run(3, Outcome.PASSED, "checkpoint", 1),
                Entries.passed(4, 12)),
            40);

    assertThat(trend.passed()).isEqualTo(3);
    assertThat(trend.kinds()).extracting(Trend.Kind::start).containsExactly("boot", "checkpoint");
    assertThat(trend.kinds().getFirst().ids()).containsExactly("run-1", "run-4");
    assertThat(trend.kinds().getFirst().series())
        .anySatisfy(series -> {
          assertThat(series.name()).isEqualTo("boot");
          assertThat(series.seconds()).containsExactly(10.0, 12.0);
        });
  }

  @Test
  void theTimesOfAPartAreNoTimesOfTheSpec() {
    Trend trend = Trend.of("demo", List.of(Entries.passed(1, 10), Entries.ofPart(2, 5)), 40);

    assertThat(trend.passed()).isEqualTo(2);
    assertThat(trend.kinds().getFirst().ids()).containsExactly("run-1");
    assertThat(trend.flakes()).extracting(Trend.Flake::ran).containsExactly(2);
  }

  @Test
  void theLastRunIsSlowerWhenItsTimeIsBeyondTheNoiseOfThoseBefore() {
    assertThat(boot(10, 10.2, 9.9, 10.1, 14).slower()).isTrue();
    assertThat(boot(10, 10.2, 9.9, 10.1, 11).slower()).isFalse();
    assertThat(boot(10, 14).slower()).as("one run before tells no noise").isFalse();
  }

  @Test
  void whatCachesDecideIsNeverSlower() {
    List<Double> times = List.of(1.0, 1.0, 1.0, 9.0);

    assertThat(new Trend.Series("phase", "boot", times).slower()).isTrue();
    assertThat(new Trend.Series("phase", "build", times).slower()).isFalse();
    assertThat(new Trend.Series("run", "whole run", times).slower()).isFalse();
  }

  @Test
  void aFailureIsAFlakeOnlyWhereTheSameImageHeldAsWell() {
    Trend trend =
        Trend.of(
            "demo",
            List.of(
                checked(1, "image-a", "passed"),
                checked(2, "image-a", "failed"),
                checked(3, "image-b", "failed"),
                checked(4, "image-b", "failed"),
                checked(5, "image-c", "not-run")),
            40);

    assertThat(trend.flakes()).containsExactly(new Trend.Flake("net", 4, 3, 1));
    assertThat(trend.flakes().getFirst().rate()).isEqualTo(0.25);
  }

  @Test
  void aCheckThatWasChangedIsAnotherCheck() {
    Trend trend =
        Trend.of(
            "demo",
            List.of(
                checked(1, "image-a", "failed", "ping -c1 typo"),
                checked(2, "image-a", "passed", "ping -c1 gateway"),
                checked(3, "image-a", "failed", "ping -c1 gateway")),
            40);

    assertThat(trend.flakes()).containsExactly(new Trend.Flake("net", 3, 2, 1));
  }

  private static Trend.Series boot(double... times) {
    List<LedgerEntry> runs = new ArrayList<>();
    for (double time : times) {
      runs.add(Entries.passed(runs.size(), time));
    }
    return Trend.of("demo", runs, 40).kinds().getFirst().series().stream()
        .filter(series -> series.name().equals("boot"))
        .findFirst()
        .orElseThrow();
  }

  private static LedgerEntry checked(int n, String image, String outcome) {
    return checked(n, image, outcome, "");
  }

  private static LedgerEntry checked(int n, String image, String outcome, String basis) {
    LedgerEntry run = Entries.passed(n, 10);
    return new LedgerEntry(
        run.run(),
        run.name(),
        run.spec(),
        run.began(),
        outcome.equals("passed") ? Outcome.PASSED : Outcome.FAILED,
        null,
        "",
        "",
        run.accelerator(),
        run.start(),
        image,
        false,
        run.seconds(),
        run.phases(),
        run.stages(),
        List.of(new LedgerEntry.Check("net", outcome, 0.1, basis)),
        null);
  }
}
