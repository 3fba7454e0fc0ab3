package dev.bootwitness.report.history;

import dev.bootwitness.record.Outcome;
import dev.bootwitness.record.Usage;
import java.time.Instant;
import java.util.List;

/** Entries for tests. */
final class Entries {
  static final Instant FIRST = Instant.parse("2026-11-22T15:00:00Z");

  private Entries() {}

  /** The n-th run of a spec, an hour after the one before, that passed with this boot. */
  static LedgerEntry passed(int n, double boot) {
    return run(n, Outcome.PASSED, "boot", boot);
  }

  static LedgerEntry run(int n, Outcome outcome, String start, double boot) {
    return new LedgerEntry(
        "run-" + n,
        "demo",
        "demo.yaml",
        FIRST.plusSeconds(3600L * n).toString(),
        outcome,
        null,
        outcome == Outcome.PASSED ? "" : "kernel/panic",
        "",
        "tcg",
        start,
        "abc",
        false,
        boot + 1,
        List.of(new LedgerEntry.Time("host", 0.2), new LedgerEntry.Time("boot", boot)),
        List.of(new LedgerEntry.Time("kernel", boot / 2)),
        List.of(new LedgerEntry.Check("uname", "passed", 0.1, "0123456789abcdef")),
        new Usage(1.5, boot, 300L << 20, 25_000));
  }

  /** The n-th run, which had only a part of the checks. */
  static LedgerEntry ofPart(int n, double check) {
    LedgerEntry run = passed(n, 10);
    return new LedgerEntry(
        run.run(),
        run.name(),
        run.spec(),
        run.began(),
        run.outcome(),
        null,
        "",
        "",
        run.accelerator(),
        run.start(),
        run.image(),
        false,
        run.seconds(),
        List.of(new LedgerEntry.Time("boot", 10), new LedgerEntry.Time("check", check)),
        run.stages(),
        run.checks(),
        run.usage(),
        "",
        "",
        "",
        1,
        "",
        "1/2");
  }
}
