package dev.bootwitness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.report.history.LedgerEntry;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecTimesTest {

  private static LedgerEntry run(String part, double seconds, LedgerEntry.Check... checks) {
    return new LedgerEntry(
        "r",
        "s",
        "s.yaml",
        "2026-11-22T15:00:00Z",
        Outcome.PASSED,
        null,
        "",
        "",
        "tcg",
        "boot",
        "",
        false,
        seconds,
        List.of(),
        List.of(),
        Arrays.asList(checks),
        null,
        "",
        "",
        "",
        1,
        "",
        part);
  }

  private static LedgerEntry.Check check(String name, double seconds) {
    return new LedgerEntry.Check(name, "passed", seconds, "");
  }

  @Test
  void whatIsNoCheckCostsEveryPart() {
    SpecTimes times =
        SpecTimes.of(List.of(run("", 30, check("a", 5), check("b", 15))), List.of("a", "b"));

    assertThat(times.base()).isEqualTo(10);
    assertThat(times.checks()).containsExactly(5.0, 15.0);
    assertThat(times.whole()).hasValue(30);
  }

  @Test
  void runsOfPartsTellAsMuch() {
    SpecTimes times =
        SpecTimes.of(
            List.of(run("1/2", 15, check("a", 5)), run("2/2", 25, check("b", 15))),
            List.of("a", "b"));

    assertThat(times)
        .isEqualTo(
            SpecTimes.of(List.of(run("", 30, check("a", 5), check("b", 15))), List.of("a", "b")));
  }

  @Test
  void aPartIsNoTimeOfTheWhole() {
    assertThat(SpecTimes.of(List.of(run("1/2", 15, check("a", 5))), List.of()).whole()).isEmpty();
  }

  @Test
  void aCheckThatHasNeverRunIsAnAverageOne() {
    LedgerEntry.Check lost = new LedgerEntry.Check("c", "not-run", 0, "");
    SpecTimes times =
        SpecTimes.of(
            List.of(run("", 30, check("a", 5), check("b", 15), lost)), List.of("a", "b", "c"));

    assertThat(times.checks()).containsExactly(5.0, 15.0, 10.0);
    assertThat(times.whole()).hasValue(40);
  }

  @Test
  void withoutAHistoryNothingIsDivided() {
    assertThat(SpecTimes.of(List.of(), List.of("a", "b")).checks()).isEmpty();
  }
}
