package dev.bootwitness.engine.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoveltyTest {
  private final Novelty novelty = new Novelty(0);

  @Test
  void aLineThatComesAgainAndAgainIsNothingNew() {
    for (int at = 10; at <= 50; at += 10) {
      novelty.line("Retrieving file: /boot/Image", at);
    }

    assertThat(novelty.since(60)).isEqualTo(40);
  }

  @Test
  void theTimeInFrontOfALineOrOfAJobDoesNotMakeItNew() {
    for (int i = 1; i <= 9; i++) {
      novelty.line("[   1%d.200000] dracut: still waiting".formatted(i), i);
      novelty.line("[ ***  ] A start job is running for Hold (%ds / no limit)".formatted(i), i);
    }

    assertThat(novelty.since(9)).isEqualTo(7);
  }

  @Test
  void whatDiffersIsNew() {
    for (int at = 1; at <= 9; at++) {
      novelty.line("block %d of 100".formatted(at), at);
    }

    assertThat(novelty.since(9)).isZero();
  }

  @Test
  void theBeginningOfAKnownLineIsNothingNew() {
    novelty.line("error: no such device", 1);
    novelty.unfinished("error: no s", 2);
    assertThat(novelty.since(9)).isEqualTo(8);

    novelty.unfinished("error: ready", 3);
    assertThat(novelty.since(9)).isEqualTo(6);
  }

  @Test
  void aBarThatGrowsIsNew() {
    for (int at = 1; at <= 9; at++) {
      novelty.line("#".repeat(65), at);
    }

    assertThat(novelty.since(9)).isZero();
  }

  @Test
  void aPieceOfTheAnimationIsNothingNew() {
    novelty.unfinished("[ ***  ] A start job is running for Hold (23s / no limit)", 1);
    novelty.unfinished("[ ***  ] A start job is running for Hold (24s", 5);

    assertThat(novelty.since(9)).isEqualTo(8);
  }

  @Test
  void emptyLinesAreNothing() {
    novelty.line("  ", 10);

    assertThat(novelty.since(11)).isEqualTo(11);
  }

  @Test
  void aLoopOfMoreLinesThanAreRememberedCountsAsNew() {
    for (int at = 0; at < 2_000; at++) {
      novelty.line("line " + at % 200, at);
    }

    assertThat(novelty.since(2_000)).isEqualTo(1);
  }
}
