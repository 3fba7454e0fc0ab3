package dev.bootwitness.console.expect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bootwitness.console.terminal.Terminal;
import java.time.Duration;
import java.util.List;

/** However the input is split, a search finds what is there, and finds it only once. */
class SearchFuzzTest {

  private static final Expectation EXPECTATION =
      Expectation.of(
              "something",
              TextPattern.literal("login: "),
              TextPattern.regex("^[a-z]{2,8}@(\\S+):.*[#$] "),
              TextPattern.prompt("[>#$] ", Duration.ofMillis(10)))
          .unless(TextPattern.literal("Kernel panic"), TextPattern.regex("emergency (mode|shell)"));

  @FuzzTest
  void aSearchEndsWhereItsMatchStands(FuzzedDataProvider data) {
    Terminal terminal = new Terminal(80, 25, (offset, line) -> {}, answer -> {});
    Arrivals arrivals = new Arrivals();
    long from = 0;
    long now = 0;
    Search search = new Search(EXPECTATION, terminal, arrivals, from, now);
    while (data.remainingBytes() > 0) {
      byte[] bytes = data.consumeBytes(data.consumeInt(1, 64));
      terminal.feed(bytes, 0, bytes.length);
      arrivals.note(terminal.flow().end(), ++now);
      Search.Step step = search.look(data.consumeBoolean() ? 0 : Long.MAX_VALUE);
      if (step instanceof Search.Step.Found(ExpectResult.Matched matched)) {
        assertThat(matched.start()).isBetween(from, matched.end());
        assertThat(matched.end()).isLessThanOrEqualTo(terminal.flow().end());
        assertThat(terminal.flow().text(matched.start(), matched.end()))
            .isEqualTo(matched.groups().getFirst());
        from = matched.end();
      }
      if (!(step instanceof Search.Step.NotYet)) {
        from = step instanceof Search.Step.Against ? terminal.flow().end() : from;
        search = new Search(EXPECTATION, terminal, arrivals, from, now);
      }
    }
    List<String> misses = search.nearMisses();
    assertThat(misses).hasSizeLessThanOrEqualTo(EXPECTATION.any().size());
  }
}
