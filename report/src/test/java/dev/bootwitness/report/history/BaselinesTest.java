package dev.bootwitness.report.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Usual;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BaselinesTest {

  @Test
  void whatIsUsualIsTheMedianOfThePassingRunsOfOneKind() {
    List<Usual> usual =
        Baselines.of(
            List.of(
                Entries.passed(1, 10),
                Entries.run(2, Outcome.FAILED, "boot", 500),
                Entries.passed(3, 12),
                Entries.run(4, Outcome.PASSED, "checkpoint", 0.3),
                Entries.passed(5, 11)));

    assertThat(usual).extracting(Usual::start).containsExactly("boot", "checkpoint");
    assertThat(usual.getFirst().runs()).isEqualTo(3);
    assertThat(usual.getFirst().baseline()).isEqualTo("run-5");
    assertThat(usual.getFirst().phase("boot").orElseThrow().seconds()).isEqualTo(11);
    assertThat(usual.getLast().phase("boot").orElseThrow().most())
        .as("one run cannot tell its noise")
        .isNull();
  }

  @Test
  void onlyTheLastRunsCount() {
    List<LedgerEntry> runs = new ArrayList<>();
    IntStream.range(0, 30).forEach(n -> runs.add(Entries.passed(n, 100)));
    IntStream.range(30, 30 + Baselines.MOST_RUNS).forEach(n -> runs.add(Entries.passed(n, 7)));

    assertThat(Baselines.of(runs).getFirst().phase("boot").orElseThrow().seconds()).isEqualTo(7);
  }

  @Test
  void aBuildFromTheCacheIsNoBuild() {
    LedgerEntry cached = Entries.passed(1, 10);
    LedgerEntry built =
        new LedgerEntry(
            "run-2",
            cached.name(),
            cached.spec(),
            cached.began(),
            cached.outcome(),
            null,
            "",
            "",
            "tcg",
            "boot",
            "",
            true,
            100,
            List.of(new LedgerEntry.Time("build", 94)),
            List.of(),
            List.of(),
            null);

    assertThat(
            Baselines.of(List.of(built, cached)).getFirst().phase("build").orElseThrow().seconds())
        .isEqualTo(94);
  }

  @Test
  void aPartOfTheChecksDoesNotTakeTheTimeOfAll() {
    Usual usual = Baselines.of(List.of(Entries.ofPart(1, 5), Entries.ofPart(2, 5))).getFirst();

    assertThat(usual.phase("boot")).isPresent();
    assertThat(usual.phase("check")).isEmpty();
  }

  @Test
  void anEvenHistoryLeavesRoomForTheHostsBreath() {
    assertThat(Noise.most(10, 10, 10)).isEqualTo(11.5);
    assertThat(Noise.most(0.1, 0.1, 0.1)).isEqualTo(0.4, within(1e-9));
  }

  @Test
  void aNoisyHistoryAllowsAsMuchAsItsNoise() {
    // The median distance from the median 10 is 1.
    assertThat(Noise.most(9, 10, 11)).isEqualTo(10 + 4 * 1.4826, within(1e-9));
  }

  @Test
  void oneSlowRunMovesNeither() {
    assertThat(Noise.median(10, 10.1, 9.9, 10, 300)).isEqualTo(10);
    assertThat(Noise.most(10, 10.1, 9.9, 10, 300)).isLessThan(12);
  }
}
